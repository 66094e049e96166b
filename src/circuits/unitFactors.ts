/**
 * `unitFactors(model, request)` → what a unit's weights on the layer below are made of: a few mixes of channels, each
 * with a map of where in the kernel it excites and where it inhibits (after Voss et al. 2021, doi
 * 10.23915/distill.00024.007, who take high-low frequency detectors apart so).
 */
import { INPUT, layerNamed } from '../model/layerTable.ts'
import type { Model } from '../model/model.ts'
import { createRng } from '../model/rng.ts'
import { formatUnit, parseUnit, preactivation } from '../model/unit.ts'
import type { Grid } from './anatomy.ts'
import { cosine } from './cosine.ts'
import { factorize, type Factor } from './factorize.ts'
import { kernels } from './kernels.ts'

export interface UnitFactorsRequest {
  /** Of a convolution on units, as in `conv4/44`. */
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

const ATTEMPTS = 8

/** @throws Error where the unit is not of a convolution on units, or the count does not fit its weights */
export function unitFactors(
  model: Model,
  { unit, count, seed, attempts = ATTEMPTS, seeds = 0 }: UnitFactorsRequest,
): UnitFactors {
  const { table } = model
  const { layer, channel } = parseUnit(unit, table)
  const convolution = layerNamed(table, preactivation(layer, table))
  if (convolution.op !== 'conv' || convolution.inputs[0] === INPUT || convolution.groups !== 1)
    throw new Error(
      `no factors of ${formatUnit({ layer, channel })} (its layer must be a convolution on all units of an earlier layer)`,
    )
  const found = kernels(model, { layer, channel, count: Infinity })
  const { height, width } = found[0]!.grids[0]!
  const positions = height * width
  const values = new Float32Array(found.length * positions)
  for (const { from, grids } of found) values.set(grids[0]!.values, from! * positions)
  const weights = { channels: found.length, positions, values }
  const of = (own: number) =>
    factorize(weights, { count, rng: createRng(own, 'factors'), attempts })
  const { factors, share } = of(seed)
  const others = Array.from({ length: seeds }, (_, i) => of(seed + 1 + i).factors)
  return {
    factors: factors.map(({ share, channel, spatial }) => ({
      share,
      channels: Float32Array.from(channel),
      map: { height, width, values: Float32Array.from(spatial) },
    })),
    share,
    cosine: factors[1] ? cosine(factors[0]!.spatial, factors[1].spatial) : null,
    stability: seeds > 0 ? stability(factors, others) : null,
  }
}

function stability(own: readonly Factor[], others: readonly (readonly Factor[])[]): number {
  const likest = others.flatMap((factors) =>
    own.map(({ channel }) => Math.max(...factors.map((each) => cosine(channel, each.channel)))),
  )
  return likest.reduce((sum, each) => sum + each, 0) / likest.length
}
