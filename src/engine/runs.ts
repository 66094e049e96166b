/**
 * Work in many steps, by name: `(model, arguments) => async generator of frames`. The page takes one frame
 * per call, so that a control's call comes between two.
 */
import { attribute } from '../attribution/attribute.ts'
import { fromCells, type CellsRequest } from '../attribution/cells.ts'
import { sanityCheck } from '../attribution/sanityCheck.ts'
import { countJson } from '../circuits/factorsJson.ts'
import { findFactors, type UnitFactorsRequest } from '../circuits/parts/unitFactors.ts'
import { stimulusSearch } from '../circuits/responses/stimulusSearch.ts'
import { gradientBetween } from '../circuits/linear/weightsBetween.ts'
import { compareNetworks, type ComparisonRequest } from '../circuits/edits/compareNetworks.ts'
import type { Edit } from '../vocabulary/edit.ts'
import { editedModel } from '../circuits/edits/editedModel.ts'
import { handBuilt, type HandBuiltRequest } from '../circuits/edits/handBuilt.ts'
import { transplants, type TransplantRequest } from '../circuits/edits/transplant.ts'
import { ascent, type Choices } from '../optvis/ascent.ts'
import type { Model } from '../model/model.ts'
import { benchOf } from './benches.ts'
import { loadScenes } from './loadScenes.ts'

/** A picture made by an edited network. */
async function* editedAscent(model: Model, { edits, ...choices }: Choices & { edits: readonly Edit[] }) {
  const edited = editedModel(model, edits)
  try {
    yield* ascent(edited, choices)
  } finally {
    edited.dispose()
  }
}

/** Comparisons on the rendered scenes whose list is at an address. */
async function* compareOnScenes(model: Model, { pictures, ...request }: ComparisonRequest & { pictures: string }) {
  yield* compareNetworks(model, await loadScenes(pictures, model.table), request)
}

/** What a hand-built unit looks for. */
async function* handBuiltAscent(model: Model, { seed, ...request }: HandBuiltRequest & { seed: number }) {
  const { edit } = handBuilt(await benchOf(model, request.unit), request)
  yield* editedAscent(model, { edits: [edit], unit: request.unit, seed })
}

/** How often the network is right without learned units, and with hand-built ones in their place. */
async function* compareTransplants(
  model: Model,
  { pictures, seed, known, ...request }: TransplantRequest & Omit<ComparisonRequest, 'edits'> & { pictures: string },
) {
  const edits = transplants(await benchOf(model, request.unit), request)
  yield* compareOnScenes(model, { pictures, seed, edits, ...(known && { known }) })
}

/** What a unit's weights are made of, each mix of channels in full, and with how many other seeds they agree. */
async function* factors(model: Model, request: UnitFactorsRequest) {
  for (const { found, ...progress } of findFactors(model, request))
    yield {
      ...progress,
      found: countJson(found),
      mixes: found.factors.map(({ channels }) => channels),
    }
}

export const runKinds = {
  ascent,
  /** One picture at a time, so that a control's call waits for no more than one. */
  attribute: (model: Model, given: CellsRequest) => attribute(model, { ...fromCells(given), batch: 1 }),
  factors,
  gradient: gradientBetween,
  compareOnScenes,
  compareTransplants,
  editedAscent,
  handBuiltAscent,
  sanityCheck: (model: Model, { depths, ...given }: CellsRequest & { depths: readonly number[] }) =>
    sanityCheck(model, { ...fromCells(given), depths }),
  stimulusSearch,
}

export type RunKind = keyof typeof runKinds
export type RunArguments<K extends RunKind> = Parameters<(typeof runKinds)[K]>[1]
export type Frame<K extends RunKind> = ReturnType<(typeof runKinds)[K]> extends AsyncGenerator<infer F> ? F : never

export interface StartArguments<K extends RunKind = RunKind> {
  /** Names the run in the calls that follow. */
  run: string
  kind: K
  given: RunArguments<K>
}

export interface NextResult<K extends RunKind = RunKind> {
  /** Absent where the run has ended, or was stopped. */
  frame?: Frame<K>
}

const running = new Map<string, AsyncGenerator<Frame<RunKind>, void, void>>()

/** Begins a run; nothing is computed before the first `next`. */
export function start(model: Model, { run, kind, given }: StartArguments): void {
  running.set(run, (runKinds[kind] as (m: Model, g: typeof given) => never)(model, given))
}

/** One frame. A run that fails is over. */
export async function next(_: Model, { run }: { run: string }): Promise<NextResult> {
  try {
    const { value, done } = (await running.get(run)?.next()) ?? { value: undefined, done: true }
    if (done) running.delete(run)
    return value ? { frame: value } : {}
  } catch (error) {
    running.delete(run)
    throw error
  }
}

/** Ends a run and frees what it holds; one that has ended already stays ended. */
export async function stop(_: Model, { run }: { run: string }): Promise<void> {
  const generator = running.get(run)
  running.delete(run)
  await generator?.return()
}
