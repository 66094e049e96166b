/**
 * A unit taken apart: the stimuli that excite it most, grouped by the layer below; diverse optima, and the
 * facet that each shows; what each facet does to the logits.
 */
import { separations, strongestExamples, thresholdOf } from '../../circuits/compare/chanceSeparation.ts'
import { imageContributions } from '../../circuits/graph/imageContributions.ts'
import { FEWEST, nearest, normalized } from '../../circuits/parts/facets.ts'
import { takeApart } from '../../circuits/parts/takeApart.ts'
import { STIMULI } from '../../vocabulary/seededStimuli.ts'
import { seededPictures } from '../../circuits/responses/stimulusSearch.ts'
import { unitFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import { shuffled } from '../../model/shuffled.ts'
import { parseUnit } from '../../model/unit.ts'
import { ascent, type Ascended } from '../../optvis/ascent.ts'
import type { Batching, Compute, Flop } from '../compute.ts'
import { shortened } from '../../vocabulary/digits.ts'
import type facets from './artifact.ts'
import type { FacetsData, FacetsRequest } from './artifact.ts'

/** Optima made together, and the weight of their being unlike each other. */
const OPTIMA = 4
const DIVERSITY = 5
/** Stimuli shown of each facet. */
const SHOWN = 8
const TILE = 64

export interface Computed {
  data: FacetsData
  optima: Ascended
  /** Pixels of a side. */
  tile: number
  /** RGB in [0, 1], one stimulus after the other. */
  tiles: Float32Array
}

export const batching: Batching = 'onePass'

/** Every stimulus through the network, and through one of shuffled weights. */
export const flop: Flop<typeof facets> = ({ unit }, table) => 2 * STIMULI * unitFlop(unit, table)

export const compute: Compute<typeof facets, Computed> = async (model, requests, onStep) => {
  const [first] = requests
  if (!first) return []
  const { seed, families } = first
  const { layer } = parseUnit(first.unit, model.table)
  const units = requests.map(({ unit }) => unit)
  const steps = 2 * STIMULI
  const strongest = await strongestExamples(model, units, seed, STIMULI, (done) => onStep(done, steps), families)
  const random = shuffled(model)
  const chance = await separations(random, layer, seed, STIMULI, (done) => onStep(STIMULI + done, steps), families)
  random.dispose()
  const threshold = thresholdOf(chance)
  const computed: Computed[] = []
  for (const [i, unit] of units.entries())
    computed.push(await apart(model, { unit, seed, families }, strongest[i], { chance, threshold }))
  return computed
}

async function apart(
  model: Model,
  { unit, seed, families }: Pick<FacetsRequest, 'unit' | 'seed' | 'families'>,
  grouped: FacetsData['grouped'],
  { chance, threshold }: Pick<FacetsData, 'chance' | 'threshold'>,
): Promise<Computed> {
  if (grouped.length < FEWEST)
    throw new Error(
      `facets of ${unit}: ${grouped.length} of ${STIMULI} stimuli excite it (at least ${FEWEST} are needed to tell facets apart; choose another unit)`,
    )
  const found = await takeApart(model, unit, seed, grouped, {
    one: (separation) => separation <= threshold,
    families,
  })
  let optima: Ascended | undefined
  for await (const frame of ascent(model, { unit, seed, pictures: OPTIMA, diversity: DIVERSITY })) optima = frame
  if (!optima) throw new Error(`facets of ${unit}: the ascent took no step`)
  const vectors = await imageContributions(model, unit, optima)
  const centres = found.centres.map(normalized)
  const shown = found.facets.flatMap((_, facet) =>
    grouped.filter((_each, i) => found.groups[i] === facet).slice(0, SHOWN),
  )
  const order = shown.map(({ index }) => index)
  const data: FacetsData = {
    grouped,
    groups: found.groups,
    separation: found.separation,
    chance,
    threshold,
    facets: found.facets,
    optima: vectors.map((vector, i) => ({
      facet: nearest(normalized(vector), centres),
      value: optima.scores![i],
    })),
    order,
  }
  const tiles = await seededPictures(model.table, { unit, seed, indices: order, size: TILE, whole: false, families })
  return { data: shortened(data, 5), optima, tile: TILE, tiles }
}
