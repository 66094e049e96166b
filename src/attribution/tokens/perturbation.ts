/**
 * Perturbation: `perturb(model, image, order, …)` → what a network still says as patches are removed one after the other.
 *
 * Removed from the most relevant down, a good map makes the class fall soon; from the least relevant, late (Samek et al. 2017,
 * arXiv 1509.06321; both directions as in Chefer, Gur and Wolf 2021, arXiv 2012.09838, section 4).
 */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../../model/forward.ts'
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'
import type { TokenStructure } from './structure.ts'

/** Patches, the first to be removed first. */
export type Order = readonly number[]

/** Patches by a map, from its largest value down; of equal ones, the first first. */
export const fromMost = (map: ArrayLike<number>): number[] =>
  Array.from(map, (_, patch) => patch).sort((a, b) => map[b] - map[a] || a - b)

/** From its smallest value up. */
export const fromLeast = (map: ArrayLike<number>): number[] =>
  Array.from(map, (_, patch) => patch).sort((a, b) => map[a] - map[b] || a - b)

export interface Perturbed {
  /** How many patches are gone, step by step, from 0 on. */
  removed: readonly number[]
  /** The class's logit and probability at each step. */
  logits: Float32Array
  probabilities: Float32Array
  /** Whether the class that the whole picture got is still the first. */
  kept: boolean[]
}

/** Steps of the published benchmark: none to nine tenths of the patches, in ten equal parts. */
export const tenths = (patches: number): number[] =>
  Array.from({ length: 11 }, (_, i) => Math.round((i * 0.9 * patches) / 10))

/** The picture without some of its patches. */
export function without(
  image: Pixels,
  filling: Pixels,
  [rows, columns]: TokenStructure['grid'],
  patches: Iterable<number>,
): Float32Array {
  const values = image.values.slice()
  const depth = values.length / (image.height * image.width)
  const [tall, wide] = [image.height / rows, image.width / columns]
  for (const patch of patches) {
    const [top, left] = [Math.floor(patch / columns) * tall, (patch % columns) * wide]
    for (let y = top; y < top + tall; y++) {
      const from = (y * image.width + left) * depth
      values.set(filling.values.subarray(from, from + wide * depth), from)
    }
  }
  return values
}

/**
 * @param order of the patches; each at most once
 * @param steps how many are removed at each step, rising
 */
export async function perturb(
  model: Model,
  { grid, readout }: TokenStructure,
  image: Pixels,
  filling: Pixels,
  index: number,
  order: Order,
  steps: readonly number[],
): Promise<Perturbed> {
  const pictures = steps.map((count) => without(image, filling, grid, order.slice(0, count)))
  const depth = image.values.length / (image.height * image.width)
  const batch = new Float32Array(pictures.length * image.values.length)
  for (const [i, picture] of pictures.entries()) batch.set(picture, i * picture.length)
  const scores = tf.tidy(() => {
    const images = tf.tensor4d(batch, [pictures.length, image.height, image.width, depth])
    return forward(model)(images, [readout])[readout]
  })
  try {
    const values = await scores.data<'float32'>()
    const classes = values.length / pictures.length
    const rows = pictures.map((_, i) => values.subarray(i * classes, (i + 1) * classes))
    return {
      removed: steps,
      logits: Float32Array.from(rows, (row) => row[index]),
      probabilities: Float32Array.from(rows, (row) => probability(row, index)),
      kept: rows.map((row) => largest(row) === largest(rows[0])),
    }
  } finally {
    scores.dispose()
  }
}

function probability(logits: Float32Array, index: number): number {
  const most = Math.max(...logits)
  return Math.exp(logits[index] - most) / logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0)
}

const largest = (values: Float32Array): number => values.indexOf(Math.max(...values))

/** The mean height of a curve over its steps, by trapezoids: in the unit of its values. */
export function areaUnder(steps: readonly number[], values: ArrayLike<number>): number {
  let area = 0
  for (let i = 1; i < steps.length; i++)
    area += ((Number(values[i]) + Number(values[i - 1])) / 2) * (steps[i] - steps[i - 1])
  return area / (steps.at(-1)! - steps[0])
}
