/**
 * `unitFactors(model, request)` → what a unit's weights on the layer below are made of: a few mixes of channels, each
 * with a map of where in the kernel it excites and where it inhibits (after Voss et al. 2021, doi
 * 10.23915/distill.00024.007, who take high-low frequency detectors apart so).
 */
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { createRng } from '../../vocabulary/rng.ts'
import { formatUnit } from '../../vocabulary/unit.ts'
import { parseUnit } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import { cosine } from '../../vocabulary/cosine.ts'
import { factorizations, type Factor, type Factorization } from './factorize.ts'
import { layerKernels } from '../kernels/layerKernels.ts'
import { isConvolution } from '../../model/ops/conv.ts'

export interface UnitFactorsRequest {
  /** A unit of a convolution on units, as in `conv4/44`. */
  unit: string
  /** How many factors. */
  count: number
  seed: number
  /** Starts that are tried; the nearest is kept. */
  attempts?: number
  /** Other seeds that the mixes are compared with; 0 leaves the comparison out. */
  seeds?: number
}

export interface UnitFactor {
  /** Share of the squared weights that is lost without it. */
  share: number
  /** One number per channel of the layer below, none negative, of length 1. */
  channels: Float32Array
  /** What it wants where, signed. */
  map: Grid
}

export interface UnitFactors {
  /** By what they explain, the largest first. */
  factors: UnitFactor[]
  /** Share of the squared weights that all of them together explain. */
  share: number
  /** Cosine of the first two maps; null where there is one. */
  cosine: number | null
  /** Mean cosine of each mix with the likest one of every other seed; null where none was tried. */
  stability: number | null
}

/** @throws Error where the unit is not of a convolution on units, or the count does not fit its weights */
export function unitFactors(model: Model, request: UnitFactorsRequest): UnitFactors {
  let last: UnitFactors | undefined
  for ({ found: last } of findFactors(model, request));
  return last!
}

export interface FactorsSoFar {
  found: UnitFactors
  /** Whether all starts of the request's own seed have been tried, so that the factors stay. */
  settled: boolean
  /** Seeds that the mixes have been compared with. */
  compared: number
}

/**
 * The same in many short steps, one start each.
 * @throws Error as `unitFactors`
 */
export function* findFactors(
  model: Model,
  { unit, count, seed, attempts, seeds = 0 }: UnitFactorsRequest,
): Generator<FactorsSoFar, void, void> {
  const weights = weightsOf(model, unit)
  const from = (own: number) => factorizations(weights, { count, rng: createRng(own, 'factors'), attempts })
  let best: Factorization | undefined
  for (best of from(seed)) yield { found: named(best, weights), settled: false, compared: 0 }
  const found = named(best!, weights)
  const others: (readonly Factor[])[] = []
  for (let i = 0; i < seeds; i++) {
    let other: Factorization | undefined
    for (other of from(seed + 1 + i)) yield { found, settled: true, compared: i }
    others.push(other!.factors)
  }
  const agreed = seeds > 0 ? stability(best!.factors, others) : null
  yield { found: { ...found, stability: agreed }, settled: true, compared: seeds }
}

interface UnitWeights {
  channels: number
  positions: number
  height: number
  width: number
  values: Float32Array
}

function weightsOf(model: Model, unit: string): UnitWeights {
  const { table } = model
  const { layer, channel } = parseUnit(unit, table)
  const convolution = layerNamed(table, preactivation(layer, table))
  if (!isConvolution(convolution) || convolution.inputs[0] === INPUT || convolution.groups !== 1)
    throw new Error(
      `no factors of ${formatUnit({ layer, channel })} (its layer must be a convolution on all units of an earlier layer)`,
    )
  const [height, width] = convolution.kernel
  const { channels } = extents(table).get(convolution.inputs[0])!
  const kernel = layerKernels(model, layer)!
  const values = new Float32Array(channels * height * width)
  for (let from = 0; from < channels; from++) values.set(kernel(channel, from).values, from * height * width)
  return { channels, positions: height * width, height, width, values }
}

/** Not yet compared with other seeds. */
function named({ factors, share }: Factorization, { height, width }: UnitWeights): UnitFactors {
  return {
    factors: factors.map(({ share, channel, spatial }) => ({
      share,
      channels: Float32Array.from(channel),
      map: { height, width, values: Float32Array.from(spatial) },
    })),
    share,
    cosine: factors[1] ? cosine(factors[0].spatial, factors[1].spatial) : null,
    stability: null,
  }
}

function stability(own: readonly Factor[], others: readonly (readonly Factor[])[]): number {
  const likest = others.flatMap((factors) =>
    own.map(({ channel }) => Math.max(...factors.map((each) => cosine(channel, each.channel)))),
  )
  return likest.reduce((sum, each) => sum + each, 0) / likest.length
}
