import { longerSide } from '../../vocabulary/layerTable.ts'
import { correlation } from '../../circuits/compare/correlation.ts'
import { likenessOf, mean } from '../../circuits/compare/likeness.ts'
import { strongestKernels } from '../../circuits/compare/strongestKernels.ts'
import { matchUnits, type Responses, type UnitMatch } from '../../circuits/compare/unitMatching.ts'
import { detected, detectors, members } from '../../circuits/responses/detectors.ts'
import { CELLS, cellResponses, stimulusResponsesOf } from '../../circuits/responses/layerResponses.ts'
import { seededStimuli } from '../../circuits/responses/sameStimuli.ts'
import { seen, wholeView, type Scene } from '../../circuits/edits/evaluationSet.ts'
import { networkFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import { shuffled } from '../../model/shuffled.ts'
import { untrained } from '../../model/untrained.ts'
import type { Compute, Flop } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import { encodeGrid } from '../../vocabulary/grid.ts'
import type universality from './artifact.ts'
import type { Likeness, UniversalityData, UniversalityPair, UniversalityRequest } from './artifact.ts'

const SEED = 0
/** Stimuli of each family. */
const PER_FAMILY = 40
/** Copies of the other network with shuffled weights, and as many untrained ones. */
const SEEDS = [0, 1]
const LIMIT = 0.95
/** Pairs that are shown at first, and kernels of each unit. */
const PAIRS = 8
const KERNELS = 3

/** Every stimulus through both networks and their nulls. */
const PASSES = 8000

export const flop: Flop<typeof universality> = (_, table) => PASSES * networkFlop(table)

export const compute: Compute<typeof universality, UniversalityData> = async (model, requests, _, readers) => {
  const found: UniversalityData[] = []
  for (const request of requests) {
    const other = readers.model(request.other)
    found.push(await compare(model, other, request, await readers.scenes(model.table)))
    other.dispose()
  }
  return found
}

/** What one layer of one network says to everything that it is shown. */
interface Seen {
  means: Float32Array[]
  most: Float32Array
  cells: Float32Array[]
}

/** The middle of a square picture, RGB row by row: all of it for a network of square pictures. */
function middleOf(
  values: Float32Array,
  side: number,
  { height, width }: { height: number; width: number },
): Float32Array {
  if (height === side && width === side) return values
  const [top, left] = [Math.floor((side - height) / 2), Math.floor((side - width) / 2)]
  const rows = Array.from({ length: height }, (_, y) => {
    const from = 3 * ((top + y) * side + left)
    return [...values.subarray(from, from + 3 * width)]
  })
  return Float32Array.from(rows.flat())
}

async function compare(
  model: Model,
  other: Model,
  { layer, otherLayer, families, detector }: UniversalityRequest,
  scenes: readonly Scene[],
): Promise<UniversalityData> {
  const stimuli = seededStimuli(PER_FAMILY * families.length, SEED, families)
  const show = async (network: Model, of: string): Promise<Seen> => {
    const { input } = network.table
    const side = longerSide(input)
    const pictures = scenes.map((scene) => middleOf(seen(scene, wholeView(scene.size), side), side, input))
    const { means, most } = await stimulusResponsesOf(network, of, stimuli)
    return { means, most, cells: await cellResponses(network, of, pictures) }
  }
  const [own, theirs] = [await show(model, layer), await show(other, otherLayer)]
  const turns = families.length
  const matches = matchUnits(own.means, theirs.means, false, turns).sort((a, b) => b.correlation - a.correlation)

  const criterion = detectors[detector]
  const [here, there] = [await detected(model, layer, criterion), await detected(other, otherLayer, criterion)]
  const [foundHere, foundThere] = [members(here, own.most), members(there, theirs.most)]

  const nulls: Record<'shuffled' | 'untrained', Seen[]> = { shuffled: [], untrained: [] }
  const counted: [own: number[], other: number[]] = [[], []]
  for (const seed of SEEDS) {
    const random = shuffled(other, seed)
    nulls.shuffled.push(await show(random, otherLayer))
    random.dispose()
    for (const [which, [network, of]] of (
      [
        [model, layer],
        [other, otherLayer],
      ] as const
    ).entries()) {
      const blank = untrained(network, seed)
      const shown =
        which === 1 ? await show(blank, of) : { ...(await stimulusResponsesOf(blank, of, stimuli)), cells: [] }
      if (which === 1) nulls.untrained.push(shown)
      counted[which]!.push(members(await detected(blank, of, criterion), shown.most).length)
      blank.dispose()
    }
  }

  const byChance = (all: readonly Seen[]) =>
    quantile(
      all.flatMap(({ means }) => matchUnits(own.means, means, false, turns).map((each) => each.correlation)),
      LIMIT,
    )
  const limits = { shuffled: byChance(nulls.shuffled), untrained: byChance(nulls.untrained) }
  const limit = Math.max(limits.shuffled, limits.untrained)
  const on = (which: 'means' | 'cells', group: number) => ({
    trained: likenessTo(own[which], [theirs[which]], group),
    shuffled: likenessTo(
      own[which],
      nulls.shuffled.map((each) => each[which]),
      group,
    ),
    untrained: likenessTo(
      own[which],
      nulls.untrained.map((each) => each[which]),
      group,
    ),
  })

  const family = matches.filter(({ unit }) => foundHere.includes(unit))
  const shown = distinct(family.length > 0 ? family : matches).slice(0, PAIRS)
  return {
    stimuli: stimuli.length,
    pictures: scenes.length,
    matches: matches.map(({ unit, match, correlation: alike }) => ({
      unit,
      match,
      correlation: short(alike),
      onPictures: scenes.length > 0 ? short(correlation(own.cells[unit]!, theirs.cells[match]!)) : null,
    })),
    onStimuli: on('means', turns),
    onPictures: scenes.length > 0 ? on('cells', CELLS * CELLS) : null,
    limits: { shuffled: short(limits.shuffled), untrained: short(limits.untrained) },
    above: matches.filter((each) => each.correlation > limit).length,
    found: { own: foundHere, other: foundThere, ownUntrained: counted[0], otherUntrained: counted[1] },
    shared: {
      count: family.filter(({ match }) => foundThere.includes(match)).length,
      chance: short((family.length * foundThere.length) / theirs.means.length),
    },
    ways: [here.ways, there.ways],
    pairs: shown.map(({ unit, match }): UniversalityPair => ({
      unit,
      match,
      curves: [Array.from(here.curves[unit]!, short), Array.from(there.curves[match]!, short)],
      kernels: [kernelsOf(model, layer, unit), kernelsOf(other, otherLayer, match)],
    })),
  }
}

const kernelsOf = (model: Model, layer: string, channel: number) =>
  strongestKernels(model, layer, channel, KERNELS).map(({ from, grids }) => ({ from, grids: grids.map(encodeGrid) }))

/** Of those with the same match, the first. */
const distinct = (matches: readonly UnitMatch[]): UnitMatch[] =>
  matches.filter(({ match }, i) => matches.findIndex((each) => each.match === match) === i)

/** Of one layer with each of several, the mean. */
function likenessTo(own: Responses, others: readonly Responses[], group: number): Likeness {
  const each = others.map((other) => likenessOf(own, other, group))
  const over = (name: keyof Likeness) => short(mean(each.map((one) => one[name])))
  return { best: over('best'), oneToOne: over('oneToOne'), explained: over('explained'), cka: over('cka') }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

const short = (value: number): number => significant(value, 4)
