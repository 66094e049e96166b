/**
 * Transforms that make a picture robust: `(rng) => (image) => image`, `(B, H, W, 3)` each side. The rng is
 * read once per step, and the whole batch is moved alike. After Lucid's `optvis/transform.py`.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Rng } from '../vocabulary/rng.ts'
import { IDENTITY, resample, type Border } from './resample.ts'

export type Drawn = (image: tf.Tensor4D) => tf.Tensor4D
export type Transform = (rng: Rng) => Drawn

/** Surrounds the image with `width` pixels: mirrored, or of one value. */
export const pad =
  (width: number, fill: 'reflect' | number = 'reflect'): Transform =>
  () =>
  (image) => {
    const sides: [number, number][] = [
      [0, 0],
      [width, width],
      [width, width],
      [0, 0],
    ]
    if (fill !== 'reflect') return tf.pad(image, sides, fill)
    // The gradient of tf.mirrorPad forgets what the mirrored pixels owe to their originals.
    const [, height, columns] = image.shape
    return resample(image, IDENTITY, [height + 2 * width, columns + 2 * width], 'reflect')
  }

/** Crops `pixels` from each axis, at a random offset. */
export const jitter =
  (pixels: number): Transform =>
  (rng) => {
    const y = rng.integer(0, pixels)
    const x = rng.integer(0, pixels)
    return (image) => {
      const [batch, height, width, channels] = image.shape
      return tf.slice(image, [0, y, x, 0], [batch, height - pixels, width - pixels, channels])
    }
  }

/** Enlarges about the centre by one of the factors; the size stays. */
export const scale = (factors: readonly number[], border: Border = 'reflect'): Transform =>
  similarity({ factors, border })

/** Rotates about the centre by one of the angles in degrees, counter-clockwise; the size stays. */
export const rotate = (degrees: readonly number[], border: Border = 'reflect'): Transform =>
  similarity({ degrees, border })

/** One after the other. */
export const compose =
  (...transforms: readonly Transform[]): Transform =>
  (rng) => {
    const drawn = transforms.map((transform) => transform(rng))
    return (image) => drawn.reduce((moved, draw) => draw(moved), image)
  }

/**
 * Shift, rotation, enlargement and central crop in one resampling, which blurs once instead of thrice.
 * Angles and factors are chosen from lists; `shift` is the largest displacement in pixels along each axis.
 */
export function similarity({
  degrees = [0],
  factors = [1],
  shift = 0,
  crop,
  border = 'reflect',
}: {
  degrees?: readonly number[]
  factors?: readonly number[]
  shift?: number
  /** Height and width of the result; the image's own when absent. */
  crop?: readonly [number, number]
  border?: Border
}): Transform {
  return (rng) => {
    const pick = (list: readonly number[]) => list[rng.integer(0, list.length - 1)]
    const angle = (pick(degrees) * Math.PI) / 180
    const factor = pick(factors)
    const dx = shift * (2 * rng.uniform() - 1)
    const dy = shift * (2 * rng.uniform() - 1)
    // y points down: turning the picture counter-clockwise reads it clockwise.
    const cos = Math.cos(angle) / factor
    const sin = Math.sin(angle) / factor
    return (image) => resample(image, [cos, -sin, dx, sin, cos, dy], crop ?? [image.shape[1], image.shape[2]], border)
  }
}

/** `count` numbers spread evenly from `low` to `high`, both included. */
export const spread = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))
