import {
  bestMatches,
  correlations,
  matchUnits,
  type Responses,
  type UnitMatch,
} from '../../circuits/compare/unitMatching.ts'
import { kernels } from '../../circuits/kernels/kernels.ts'
import { layerMeans, sameStimuliMeans, seededStimuli } from '../../circuits/responses/sameStimuli.ts'
import { networkFlop } from '../../model/flop.ts'
import { INPUT, layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { createRng } from '../../vocabulary/rng.ts'
import { shuffled } from '../../model/shuffled.ts'
import { unpooled } from '../../model/unpooled.ts'
import { familyNamed } from '../../stimuli/families.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { axisOf, spread, valueAt } from '../../vocabulary/axis.ts'
import type { Compute, Flop } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import { encodeGrid } from '../../vocabulary/grid.ts'
import type universality from './artifact.ts'
import type { UniversalityData, UniversalityPair, UniversalityRequest } from './artifact.ts'

const SEED = 0
/** Stimuli of each family. */
const PER_FAMILY = 40
/** Copies of the other network with shuffled weights. */
const NETWORKS = 4
const LIMIT = 0.95
/** Pairs that are shown in full, kernels of each, and points of a curve. */
const PAIRS = 12
const KERNELS = 3
const POINTS = 37

/** Every stimulus through both networks and those of shuffled weights. */
const PASSES = 4500

export const flop: Flop<typeof universality> = (_, table) => PASSES * networkFlop(table)

export const compute: Compute<typeof universality, UniversalityData> = async (model, requests, _, readers) => {
  const found: UniversalityData[] = []
  for (const request of requests) {
    const other = readers.model(request.other)
    found.push(await compare(model, other, request))
    other.dispose()
  }
  return found
}

async function compare(
  model: Model,
  other: Model,
  { layer, families, family, over }: UniversalityRequest,
): Promise<UniversalityData> {
  const stimuli = seededStimuli(PER_FAMILY * families.length, SEED, families)
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
    stimuli: stimuli.length,
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
      curves: [Array.from(a[i], short), Array.from(b[i], short)],
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
): UniversalityPair['weights'] {
  const all = (of: Model, channel: number) => kernels(of, { layer, channel, count: Infinity })
  const [own, theirs] = [all(model, unit), all(other, match)]
  if (!lower)
    // On the image a kernel is its three colours.
    return own[0].grids.map((grid, i) => {
      const from = own[0].grids.length === 3 ? ['red', 'green', 'blue'][i] : `input/${i}`
      return { from, matched: from, kernels: [encodeGrid(grid), encodeGrid(theirs[0].grids[i])] }
    })
  return own.slice(0, KERNELS).map(({ from, grids }) => {
    const matched = lower[from!]
    const grid = theirs.find((each) => each.from === matched)!.grids[0]
    return {
      from: `${below}/${from}`,
      matched: `${below}/${matched}`,
      kernels: [encodeGrid(grids[0]), encodeGrid(grid)],
    }
  })
}

/** Every unit's responses in one other order of the stimuli. */
function reordered(all: Responses, seed: number): Float32Array[] {
  const rng = createRng(SEED, 'order', seed)
  const order = Array.from(all[0], (_, i) => i)
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.integer(0, i)
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return all.map((values) => Float32Array.from(order, (index) => values[index]))
}

const meanOf = (matches: readonly UnitMatch[]): number =>
  matches.reduce((sum, each) => sum + each.correlation, 0) / Math.max(1, matches.length)

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

const short = (value: number): number => significant(value, 4)
