/**
 * Circuits that keep left and right apart and then join them, "union over cases" (Olah et al. 2020, Zoom
 * In: An Introduction to Circuits, doi 10.23915/distill.00024.001, on dog heads in InceptionV1): two chains
 * of two units each, one chain the mirror image of the other, and a unit that both excite.
 */
import { layerNamed, parameterName } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { mirroredLikeness, sidesOf, type Sides } from '../symmetry/mirroredHeads.ts'
import { isConvolution } from '../../model/ops/conv.ts'

/** A unit takes part in a chain where it prefers a side by this much. */
export const LEAST_PREFERENCE = 0.1
/** And responds, on average, at least this share of what its layer's most active unit does. */
export const LEAST_ACTIVITY = 0.01

/** A layer's units seen through pairs of mirrored stimuli. */
export interface LayerSides {
  sides: Sides[]
  /** By channel: its responses. */
  responses: readonly ArrayLike<number>[]
  /** Channels that respond enough to be told anything about. */
  active: number[]
  /** Left and right units that are to some degree each other's mirror image. */
  pairs: Pair[]
}

interface Pair {
  left: number
  right: number
  /** The lesser preference of the two for its own side. */
  separation: number
  likeness: number
}

export function layerSides(responses: readonly ArrayLike<number>[], poses: readonly number[]): LayerSides {
  const sides = responses.map((each) => sidesOf(each, poses))
  const most = Math.max(...sides.map(({ mean }) => mean))
  const active = [...sides.keys()].filter((i) => sides[i].mean > LEAST_ACTIVITY * most)
  const prefers = (side: -1 | 1) => active.filter((channel) => side * sides[channel].preference >= LEAST_PREFERENCE)
  const rights = prefers(1)
  const pairs = prefers(-1).flatMap((left) =>
    rights.flatMap((right): Pair[] => {
      const likeness = mirroredLikeness(responses[left], responses[right])
      const separation = Math.min(-sides[left].preference, sides[right].preference)
      return likeness > 0 ? [{ left, right, separation, likeness }] : []
    }),
  )
  return { sides, responses, active, pairs }
}

/** How each channel of a layer below drives each of a layer, `(from, to)` row by row. */
export interface Drive {
  to: number
  /** Sum of the kernel between them, as a share of the length of all weights into the later unit. */
  values: Float32Array
}

/**
 * @param weights of the layer, `(kh, kw, in, out)`; the model's own when absent
 * @throws Error where the layer is no convolution, or one in groups
 */
export function driveOf(model: Model, name: string, weights?: ArrayLike<number>): Drive {
  const { table } = model
  const layer = layerNamed(table, preactivation(name, table))
  if (!isConvolution(layer) || layer.groups !== 1)
    throw new Error(`no kernels between units: ${name} is no convolution of all its input channels`)
  const { shape, data: own } = model.stored.get(`${parameterName(layer.name)}/kernel`)!
  const data = weights ?? own
  const [height, width, from, to] = shape as [number, number, number, number]
  const values = new Float32Array(from * to)
  const squares = new Float64Array(to)
  for (let tap = 0; tap < height * width; tap++)
    for (let i = 0; i < from * to; i++) {
      const weight = data[tap * from * to + i]
      values[i] += weight
      squares[i % to] += weight * weight
    }
  for (let i = 0; i < values.length; i++) values[i] /= Math.sqrt(squares[i % to]) || 1
  return { to, values }
}

const between = ({ to, values }: Drive, from: number, into: number): number => values[from * to + into]

/** Two mirrored chains, lower → upper, and the unit that joins them; channels. */
export interface Chains {
  lower: { left: number; right: number }
  upper: { left: number; right: number }
  union: number
}

export interface Measured {
  /** The least preference for its own side of the four. */
  separation: number
  /** The lesser likeness of a left unit to its right counterpart's mirror image. */
  likeness: number
  /** 1 − |preference| of the unit that joins. */
  evenness: number
  /** What each chain's lower unit gives to its own upper one, and to the other chain's. */
  along: [number, number]
  across: [number, number]
  /** What each upper unit gives to the unit that joins. */
  joined: [number, number]
  /** Product of separation, likeness, evenness, the lesser joining drive, and how far the lesser drive along exceeds the mean across; 0 where one of them is negative. */
  score: number
}

export interface Layers {
  lower: LayerSides
  upper: LayerSides
  union: LayerSides
}
export interface Drives {
  toUpper: Drive
  toUnion: Drive
}

export function measureChains(
  { lower: a, upper: b, union: c }: Chains,
  layers: Layers,
  { toUpper, toUnion }: Drives,
): Measured {
  const preference = ({ sides }: LayerSides, channel: number) => sides[channel].preference
  const likeness = ({ responses }: LayerSides, { left, right }: Chains['lower']) =>
    mirroredLikeness(responses[left], responses[right])
  return scored({
    separation: Math.min(
      -preference(layers.lower, a.left),
      preference(layers.lower, a.right),
      -preference(layers.upper, b.left),
      preference(layers.upper, b.right),
    ),
    likeness: Math.min(likeness(layers.lower, a), likeness(layers.upper, b)),
    evenness: 1 - Math.abs(preference(layers.union, c)),
    along: [between(toUpper, a.left, b.left), between(toUpper, a.right, b.right)],
    across: [between(toUpper, a.left, b.right), between(toUpper, a.right, b.left)],
    joined: [between(toUnion, b.left, c), between(toUnion, b.right, c)],
  })
}

function scored(measured: Omit<Measured, 'score'>): Measured {
  const { separation, likeness, evenness, along, across, joined } = measured
  const margin = Math.min(...along) - (across[0] + across[1]) / 2
  const factors = [separation, likeness, evenness, Math.min(...joined), Math.min(...along), margin]
  const score = factors.some((each) => each <= 0) ? 0 : separation * likeness * evenness * Math.min(...joined) * margin
  return { ...measured, score }
}

export interface Candidate extends Chains {
  score: number
}

/** Every circuit of positive score, the best first. */
export function unionCircuits(layers: Layers, drives: Drives): Candidate[] {
  const found: Candidate[] = []
  search(layers, drives, (candidate) => void found.push(candidate))
  return found.sort((a, b) => b.score - a.score)
}

/** The largest score there is; 0 where there is no candidate. */
export function bestScore(layers: Layers, drives: Drives): number {
  let best = 0
  search(layers, drives, ({ score }) => (best = Math.max(best, score)))
  return best
}

function search(layers: Layers, { toUpper, toUnion }: Drives, take: (candidate: Candidate) => void): void {
  const unions = layers.union.active.map((channel) => ({
    channel,
    evenness: 1 - Math.abs(layers.union.sides[channel].preference),
  }))
  for (const a of layers.lower.pairs)
    for (const b of layers.upper.pairs) {
      const along = Math.min(between(toUpper, a.left, b.left), between(toUpper, a.right, b.right))
      const across = (between(toUpper, a.left, b.right) + between(toUpper, a.right, b.left)) / 2
      if (along <= 0 || along <= across) continue
      const shared = Math.min(a.separation, b.separation) * Math.min(a.likeness, b.likeness) * (along - across)
      for (const { channel, evenness } of unions) {
        const joined = Math.min(between(toUnion, b.left, channel), between(toUnion, b.right, channel))
        if (joined > 0 && evenness > 0)
          take({
            lower: { left: a.left, right: a.right },
            upper: { left: b.left, right: b.right },
            union: channel,
            score: shared * evenness * joined,
          })
      }
    }
}
