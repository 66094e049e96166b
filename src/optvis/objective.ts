/**
 * Objectives: what an image is optimized for. `{name, targets, score}`, where
 * `score(activations, image)` gives one number per image of the batch, shape `(B)`; more is better.
 * After Lucid's objectives (Olah et al. 2017, doi 10.23915/distill.00007), as plain values that add and scale.
 */
import * as tf from '@tensorflow/tfjs-core'
import { position, targetLayer, type Target, type Window } from '../model/cone.ts'
import type { Activations } from '../model/forward.ts'
import { centre, extents } from '../model/geometry.ts'
import { layerNamed, type LayerTable } from '../vocabulary/layerTable.ts'
import { formatUnit } from '../vocabulary/unit.ts'

export interface Objective {
  /** What is maximized, in words; kept with the picture as its provenance. */
  name: string
  /** The layers, or windows of them, that `score` reads; at most one window a layer. */
  targets: readonly Target[]
  /** `image`: `(B, H, W, 3)` in [0, 1], as the network sees it → `(B)`. */
  score(activations: Activations, image: tf.Tensor4D): tf.Tensor1D
}

/** A unit to maximize, or one unit for each image of the batch. */
type Channels = number | readonly number[]

/** One-hot rows: `(1 or B, C)`. A product with them selects channels with a gradient on every backend. */
function oneHot(channels: Channels, depth: number): tf.Tensor2D {
  const list = typeof channels === 'number' ? [channels] : channels
  const rows = new Float32Array(list.length * depth)
  list.forEach((channel, row) => (rows[row * depth + channel] = 1))
  return tf.tensor2d(rows, [list.length, depth])
}

function checkChannels(table: LayerTable, layer: string, channels: Channels): number {
  layerNamed(table, layer)
  const depth = extents(table).get(layer)!.channels
  for (const channel of typeof channels === 'number' ? [channels] : channels)
    if (!Number.isInteger(channel) || channel < 0 || channel >= depth)
      throw new Error(`unknown unit: ${layer}/${channel} (${layer} has units 0 to ${depth - 1})`)
  return depth
}

const label = (layer: string, channels: Channels, at?: [number, number]): string =>
  typeof channels === 'number'
    ? formatUnit({ layer, channel: channels, ...(at && { at }) })
    : `${layer}/{${channels.join(',')}}${at ? `@${at.join(',')}` : ''}`

/** `(B, …, C)` → `(B)`: the mean over positions of the channels weighted by `(1 or B, C)`. */
function weightedMean(activation: tf.Tensor, weights: tf.Tensor2D): tf.Tensor1D {
  const pooled = activation.rank === 4 ? tf.mean(activation, [1, 2]) : activation
  return tf.sum(tf.mul(pooled, weights), 1)
}

/**
 * One neuron: a channel at one position, the centre of its layer unless given.
 * @throws Error for an unknown layer or channel
 */
export function neuron(
  table: LayerTable,
  layer: string,
  channels: Channels,
  at: [number, number] = centre(table, layer),
): Objective {
  const depth = checkChannels(table, layer, channels)
  const window: Window = position(...at)
  return {
    name: label(layer, channels, at),
    targets: [{ layer, window }],
    score: (activations) => weightedMean(activations[layer], oneHot(channels, depth)),
  }
}

/** A channel's mean over all positions. */
export function channel(table: LayerTable, layer: string, channels: Channels): Objective {
  const depth = checkChannels(table, layer, channels)
  return {
    name: label(layer, channels),
    targets: [layer],
    score: (activations) => weightedMean(activations[layer], oneHot(channels, depth)),
  }
}

/** A class's logit: a unit of a layer without positions. */
export const logit = (table: LayerTable, channels: Channels, layer = 'logits'): Objective =>
  channel(table, layer, channels)

/**
 * A direction in a layer's activations at its centre: the projection on the unit vector `v`, times the
 * cosine between the two to the power `cosine` (Carter et al. 2019, doi 10.23915/distill.00015), which keeps
 * the picture from growing along everything that correlates with `v`.
 * @param v one number per channel
 */
export function direction(
  table: LayerTable,
  layer: string,
  v: Float32Array | readonly number[],
  { cosine = 0, at = centre(table, layer) }: { cosine?: number; at?: [number, number] } = {},
): Objective {
  const depth = checkChannels(table, layer, 0)
  if (v.length !== depth) throw new Error(`direction of ${v.length} numbers in ${layer}, which has ${depth} channels`)
  const norm = Math.hypot(...v)
  if (!(norm > 0)) throw new Error(`direction of length ${norm} in ${layer} (must be above 0)`)
  return {
    name: `direction in ${layer}${cosine ? `, cosine^${cosine}` : ''}`,
    targets: [{ layer, window: position(...at) }],
    score(activations) {
      const a = activations[layer]
      const flat = tf.reshape(a, [a.shape[0], depth])
      const dot = tf.sum(tf.mul(flat, tf.tensor1d([...v].map((x) => x / norm))), 1)
      if (cosine === 0) return dot as tf.Tensor1D
      const length = tf.sqrt(tf.add(tf.sum(tf.square(flat), 1), 1e-8))
      // Below a tenth the cosine is held, so that a direction still silent has a slope to climb.
      const alignment = tf.maximum(tf.div(dot, length), 0.1)
      return tf.mul(dot, tf.pow(alignment, cosine)) as tf.Tensor1D
    },
  }
}

/**
 * How unlike the pictures of one batch are: minus the mean cosine between the Gram matrices of the
 * layer's channels, for each image against the others (Olah et al. 2017, "Diversity").
 */
export function diversity(table: LayerTable, layer: string): Objective {
  const depth = checkChannels(table, layer, 0)
  return {
    name: `diversity in ${layer}`,
    targets: [layer],
    score(activations) {
      const a = activations[layer]
      const batch = a.shape[0]
      if (batch < 2) throw new Error(`diversity needs at least 2 images, got ${batch}`)
      const grams = tf.unstack(tf.reshape(a, [batch, -1, depth])).map((image) => {
        const gram = tf.reshape(tf.matMul(tf.transpose(image), image as tf.Tensor2D), [-1])
        return tf.div(gram, tf.sqrt(tf.add(tf.sum(tf.square(gram)), 1e-12)))
      })
      const all = tf.addN(grams)
      return tf.stack(grams.map((gram) => tf.div(tf.sum(tf.mul(gram, tf.sub(gram, all))), batch - 1))) as tf.Tensor1D
    },
  }
}

const perImage = (x: tf.Tensor): tf.Tensor1D => tf.mean(x, [1, 2, 3])

/** Minus the mean distance of pixel values from grey (0.5). */
export const l1 = (): Objective => ({
  name: 'L1',
  targets: [],
  score: (_, image) => tf.neg(perImage(tf.abs(tf.sub(image, 0.5)))),
})

/** Minus the mean squared distance of pixel values from grey (0.5). */
export const l2 = (): Objective => ({
  name: 'L2',
  targets: [],
  score: (_, image) => tf.neg(perImage(tf.square(tf.sub(image, 0.5)))),
})

/** Minus the mean absolute difference between neighbouring pixels (Mahendran and Vedaldi 2015, arXiv 1412.0035). */
export const totalVariation = (): Objective => ({
  name: 'total variation',
  targets: [],
  score(_, image) {
    const [batch, height, width, depth] = image.shape
    const part = (y: number, x: number) => tf.slice(image, [0, y, x, 0], [batch, height - 1, width - 1, depth])
    const here = part(0, 0)
    const down = tf.abs(tf.sub(part(1, 0), here))
    const right = tf.abs(tf.sub(part(0, 1), here))
    return tf.neg(perImage(tf.add(down, right)))
  },
})

/**
 * The sum of objectives.
 * @throws Error where two of them read different windows of one layer
 */
export function sum(...objectives: readonly Objective[]): Objective {
  const targets = new Map<string, Target>()
  for (const target of objectives.flatMap((objective) => objective.targets)) {
    const known = targets.get(targetLayer(target))
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(target))
      throw new Error(
        `objectives read different windows of ${targetLayer(target)}: ${JSON.stringify(known)} and ${JSON.stringify(target)}`,
      )
    targets.set(targetLayer(target), target)
  }
  return {
    name: objectives.map(({ name }) => name).join(' + '),
    targets: [...targets.values()],
    score: (activations, image) =>
      objectives.map((objective) => objective.score(activations, image)).reduce((a, b) => tf.add(a, b)),
  }
}

/** `factor` times an objective. */
export const scale = (factor: number, objective: Objective): Objective => ({
  ...objective,
  name: `${factor}·(${objective.name})`,
  score: (activations, image) => tf.mul(factor, objective.score(activations, image)),
})

/** The opposite of an objective: what the unit is most inhibited by, on a preactivation. */
export const negate = (objective: Objective): Objective => ({
  ...scale(-1, objective),
  name: `−(${objective.name})`,
})
