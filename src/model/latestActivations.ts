/**
 * `latestActivations(model, image, layers)` → whole layers on one image, as plain numbers. Those on each network's
 * latest image are kept, since a reader asks one thing after the other of the same picture.
 */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from './forward.ts'
import type { Model } from './model.ts'
import { imageTensor, type Pixels } from './pixels.ts'

interface Kept {
  image: Pixels
  layers: Map<string, Float32Array>
}

const latest = new WeakMap<Model, Kept>()

/**
 * @returns by layer, `(H, W, C)` row by row; not to be written to
 * @throws Error of `forward`
 */
export async function latestActivations(
  model: Model,
  image: Pixels,
  layers: readonly string[],
): Promise<ReadonlyMap<string, Float32Array>> {
  let kept = latest.get(model)
  if (!kept || !same(kept.image, image)) {
    kept = { image: { ...image, values: image.values.slice() }, layers: new Map() }
    latest.set(model, kept)
  }
  const missing = [...new Set(layers)].filter((layer) => !kept.layers.has(layer))
  if (missing.length > 0) {
    const found = tf.tidy(() => forward(model)(imageTensor(kept.image), missing))
    try {
      for (const layer of missing) kept.layers.set(layer, await found[layer].data<'float32'>())
    } finally {
      for (const each of Object.values(found)) each.dispose()
    }
  }
  return kept.layers
}

function same(a: Pixels, b: Pixels): boolean {
  if (a.height !== b.height || a.width !== b.width || a.values.length !== b.values.length) return false
  for (let i = 0; i < a.values.length; i++) if (a.values[i] !== b.values[i]) return false
  return true
}
