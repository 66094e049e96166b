/**
 * Measures a network on the validation images and records it for its model card:
 * `node --import ./precompute/foundByPlace.ts test/model/accuracy.ts prism` writes `public/models/prism/evaluation.json`.
 */
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { readModel } from '../../precompute/readModel.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { decode, readValidation, type LabelledImage } from './tinyImageNet.ts'

export const evaluationOf = (model: string) => `public/models/${model}/evaluation.json`
const BATCH = 50

/** Images, and the share of them whose class is the first guess, or among the first five. */
const accuracySchema = z.strictObject({ images: z.int(), top1: z.number(), top5: z.number() })
export type Accuracy = z.infer<typeof accuracySchema>

export const evaluationSchema = z.strictObject({
  data: z.string(),
  ...accuracySchema.shape,
  backend: z.string(),
  /** SHA-256 of the weights measured. */
  weights: z.string(),
  /** A seeded part of the images, small enough for a test. */
  subset: accuracySchema.extend({ seed: z.int() }),
})

/** Ranks the true class of each image: 0 where it is the first guess. */
export async function ranks(model: Model, images: readonly LabelledImage[]): Promise<number[]> {
  const found: number[] = []
  const { height: size } = model.table.input
  for (let from = 0; from < images.length; from += BATCH) {
    const batch = images.slice(from, from + BATCH)
    const pixels = await Promise.all(batch.map(({ jpeg }) => decode(jpeg)))
    const logits = tf.tidy(() => {
      const image = tf.stack(pixels.map((each) => tf.tensor3d(each, [size, size, 3]))) as tf.Tensor4D
      return forward(model)(image, ['logits']).logits.arraySync() as number[][]
    })
    logits.forEach((row, i) => {
      const own = row[batch[i].label]
      found.push(row.filter((logit) => logit > own).length)
    })
  }
  return found
}

export function accuracy(ranked: readonly number[]): Accuracy {
  const within = (n: number) => ranked.filter((rank) => rank < n).length / ranked.length
  return { images: ranked.length, top1: within(1), top5: within(5) }
}

/** `count` of `total` indices, without repetition. */
export function seededSubset(seed: number, total: number, count: number): number[] {
  const rng = createRng(seed, 'subset')
  const indices = Array.from({ length: total }, (_, i) => i)
  for (let i = 0; i < count; i++) {
    const j = rng.integer(i, total - 1)
    ;[indices[i], indices[j]] = [indices[j], indices[i]]
  }
  return indices.slice(0, count)
}

if (import.meta.main) {
  const [id] = process.argv.slice(2)
  if (!id) throw new Error('name a network of public/models, as in lumen')
  await tf.setBackend('wasm')
  const model = readModel(id)
  const images = readValidation()
  const ranked = await ranks(model, images)
  const seed = 0
  const chosen = seededSubset(seed, images.length, 1000)
  const evaluation = evaluationSchema.parse({
    data: 'Tiny ImageNet, validation images',
    ...accuracy(ranked),
    backend: tf.getBackend(),
    weights: model.table.weights.sha256,
    subset: { seed, ...accuracy(chosen.map((i) => ranked[i])) },
  })
  writeFileSync(evaluationOf(id), `${JSON.stringify(evaluation, null, 2)}\n`)
  console.log(evaluation)
}
