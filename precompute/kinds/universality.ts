/** The units of a layer beside the most similar ones of another network, and what chance gives, as JSON. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { gridJson } from '../../src/circuits/anatomyJson.ts'
import { kernels } from '../../src/circuits/kernels/kernels.ts'
import { layerMeans, sameStimuliMeans, seededStimuli } from '../../src/circuits/responses/sameStimuli.ts'
import {
  bestMatches,
  correlations,
  matchUnits,
  type Responses,
  type UnitMatch,
} from '../../src/circuits/compare/unitMatching.ts'
import type { PairJson, UniversalityJson } from '../../src/circuits/universalityJson.ts'
import { INPUT, layerNamed, type LayerTable } from '../../src/vocabulary/layerTable.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { shuffled } from '../../src/model/shuffled.ts'
import { preactivation } from '../../src/vocabulary/unit.ts'
import { axisOf, spread, valueAt } from '../../src/vocabulary/axis.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import type { Kind } from '../kind.ts'
import { MODELS, readLayerTable, readModel } from '../readModel.ts'
import { unpooled } from '../../src/model/unpooled.ts'

const SEED = 0
/** Of every family as many. */
const STIMULI = 14 * 40
/** Copies of the other network with shuffled weights. */
const NETWORKS = 4
const LIMIT = 0.95
/** Pairs that are shown in full, kernels of each, and points of a curve. */
const PAIRS = 12
const KERNELS = 3
const POINTS = 37

/** @param models where networks lie; `public/models` when absent */
export const universalityIn = (models = MODELS): Kind<RequestOf<'universality'>, UniversalityJson> => ({
  needs: () => [],

  digest: ({ other }) => readLayerTable(other, models).weights.sha256,

  async compute(model, requests) {
    const found: UniversalityJson[] = []
    for (const request of requests) {
      const other = readModel(request.other, models)
      found.push(await compare(model, other, request))
      other.dispose()
    }
    return found
  },

  encode: async (_, computed) => ({
    files: [{ extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(computed)}\n`) }],
    outcomes: [],
  }),
})

export const universality = universalityIn()

async function compare(
  model: Model,
  other: Model,
  { layer, family, over }: RequestOf<'universality'>,
): Promise<UniversalityJson> {
  const stimuli = seededStimuli(STIMULI, SEED)
  const [own, theirs] = [await layerMeans(model, layer, stimuli), await layerMeans(other, layer, stimuli)]
  const matches = matchUnits(own, theirs).sort((a, b) => b.correlation - a.correlation)

  const byChance: number[] = []
  for (let seed = 0; seed < NETWORKS; seed++) {
    const random = shuffled(other, seed)
    const responses = await layerMeans(random, layer, stimuli)
    random.dispose()
    byChance.push(...matchUnits(own, responses).map((each) => each.correlation))
  }
  const permuted = Array.from({ length: NETWORKS }, (_, seed) =>
    matchUnits(own, reordered(theirs, seed)).map((each) => each.correlation),
  ).flat()
  const limit = quantile(byChance, LIMIT)

  const axis = axisOf(familyNamed(family), over)
  const values = spread(axis, POINTS).map((index) => valueAt(axis, index))
  const turned = values.map((value) => ({ family, sample: { [over]: value } }))
  const shown = matches.slice(0, PAIRS)
  const unitsOf = (which: 'unit' | 'match') => shown.map((each) => `${layer}/${each[which]}`)
  const a = await sameStimuliMeans(model, { units: unitsOf('unit'), stimuli: turned })
  const b = await sameStimuliMeans(other, { units: unitsOf('match'), stimuli: turned })

  const below = featuresBelow(model.table, layer)
  const lower =
    below === INPUT
      ? null
      : bestMatches(correlations(await layerMeans(model, below, stimuli), await layerMeans(other, below, stimuli)))
  return {
    stimuli: STIMULI,
    matches: matches.map((each) => ({ ...each, correlation: short(each.correlation) })),
    mean: short(meanOf(matches)),
    oneToOne: short(meanOf(matchUnits(own, theirs, true))),
    chance: {
      networks: NETWORKS,
      mean: short(byChance.reduce((sum, value) => sum + value, 0) / byChance.length),
      limit: short(limit),
      permuted: short(quantile(permuted, LIMIT)),
    },
    above: matches.filter((each) => each.correlation > limit).length,
    values,
    pairs: shown.map(({ unit, match }, i) => ({
      unit,
      match,
      curves: [Array.from(a[i]!, short), Array.from(b[i]!, short)],
      weights: weightsOf(model, other, layer, below, lower, unit, match),
    })),
  }
}

/** The layer whose units a convolution reads, pooling followed back; the image for the first. */
const featuresBelow = (table: LayerTable, layer: string): string =>
  unpooled(table, layerNamed(table, preactivation(layer, table)).inputs[0])

function weightsOf(
  model: Model,
  other: Model,
  layer: string,
  below: string,
  lower: number[] | null,
  unit: number,
  match: number,
): PairJson['weights'] {
  const all = (of: Model, channel: number) => kernels(of, { layer, channel, count: Infinity })
  const [own, theirs] = [all(model, unit), all(other, match)]
  if (!lower)
    // On the image a kernel is its three colours.
    return own[0]!.grids.map((grid, i) => {
      const from = own[0]!.grids.length === 3 ? ['red', 'green', 'blue'][i]! : `input/${i}`
      return { from, matched: from, kernels: [gridJson(grid), gridJson(theirs[0]!.grids[i]!)] }
    })
  return own.slice(0, KERNELS).map(({ from, grids }) => {
    const matched = lower[from!]!
    const grid = theirs.find((each) => each.from === matched)!.grids[0]!
    return {
      from: `${below}/${from}`,
      matched: `${below}/${matched}`,
      kernels: [gridJson(grids[0]!), gridJson(grid)],
    }
  })
}

/** Every unit's responses in one other order of the stimuli. */
function reordered(all: Responses, seed: number): Float32Array[] {
  const rng = createRng(SEED, 'order', seed)
  const order = Array.from(all[0]!, (_, i) => i)
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.integer(0, i)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return all.map((values) => Float32Array.from(order, (index) => values[index]!))
}

const meanOf = (matches: readonly UnitMatch[]): number =>
  matches.reduce((sum, each) => sum + each.correlation, 0) / Math.max(1, matches.length)

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

/** Four significant digits. */
const short = (value: number): number => Number(value.toPrecision(4))
