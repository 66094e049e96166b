/**
 * SmoothGrad (Smilkov et al. 2017, arXiv 1706.03825): the mean gradient over noisy copies of the image,
 * as its largest magnitude per pixel.
 */
import * as tf from '@tensorflow/tfjs-core'
import { createRng, type Rng } from '../../vocabulary/rng.ts'
import type { Score } from '../classScore.ts'
import { inputGradient } from '../inputGradient.ts'
import type { Pixels } from '../../model/pixels.ts'
import { largest, type Refinement } from '../relevance.ts'
import type { Method } from '../method.ts'

export interface SmoothGradOptions {
  rng: Rng
  samples?: number
  /** Standard deviation of the noise as a share of the image's range; the paper finds 0.1 to 0.2 good. */
  noise?: number
  /** Copies computed at once. */
  batch?: number
}

/** Refined batch by batch. */
export async function* smoothGrad(
  score: Score,
  image: Pixels,
  { rng, samples = 24, noise = 0.15, batch = 1 }: SmoothGradOptions,
): AsyncGenerator<Refinement, void, void> {
  const { height, width, values } = image
  const range = values.reduce((m, x) => Math.max(m, x), 0) - values.reduce((m, x) => Math.min(m, x), 1)
  const sum = new Float64Array(values.length)
  for (let done = 0; done < samples;) {
    const count = Math.min(batch, samples - done)
    const copies = new Float32Array(count * values.length)
    const noises = rng.normals(copies.length)
    for (let i = 0; i < copies.length; i++) copies[i] = values[i % values.length] + noise * range * noises[i]
    const images = tf.tensor4d(copies, [count, height, width, values.length / (height * width)])
    const { gradients } = await inputGradient(score, images)
    images.dispose()
    for (const gradient of gradients) gradient.values.forEach((slope, i) => (sum[i] += slope))
    done += count
    const mean = Float32Array.from(sum, (total) => total / done)
    yield { map: largest({ height, width, values: mean }), pass: done, passes: samples }
  }
}

export default {
  title: 'SmoothGrad',
  order: 2,
  refined: 'steps',
  quickness: 7,
  signed: false,
  empty: 'no small change of a pixel changes what speaks for {class}',
  steps: ({ score, image, seed, quick }) =>
    smoothGrad(score, image, { rng: createRng(seed, 'smoothGrad'), samples: quick ? 8 : 24 }),
} satisfies Method
