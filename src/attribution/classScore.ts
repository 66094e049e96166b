/** What is attributed: `classScore(model, index)` → `(images) => logits of that class`. */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../model/forward.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import type { Model } from '../model/model.ts'
import type { Nonlinearity } from '../model/nonlinearity.ts'
import { readout } from '../model/readout.ts'

/** `(B, H, W, C)` in [0, 1] → `(B)`. */
export type Score = (images: tf.Tensor4D) => tf.Tensor1D

/**
 * The layer whose units are the classes: the last dense one, before any softmax. Its logit says how
 * much speaks for a class; a probability would also fall when something speaks for another.
 */
export function classesOf(table: LayerTable): { layer: string; classes: number } {
  const found = readout(table)
  if (!found) throw new Error(`no classes: ${table.id} has no dense layer to read them from`)
  return { layer: found.layer, classes: found.units }
}

/** @throws Error for a class that the network does not know */
export function classScore(model: Model, index: number, options: { relu?: Nonlinearity } = {}): Score {
  const { layer, classes } = classesOf(model.table)
  if (!Number.isInteger(index) || index < 0 || index >= classes)
    throw new Error(`unknown class: ${index} (${model.table.id} has classes 0 to ${classes - 1})`)
  const run = forward(model, options)
  return (images) =>
    tf.tidy(() => {
      const logits = run(images, [layer])[layer]
      const row = new Float32Array(classes)
      row[index] = 1
      return tf.sum(tf.mul(logits, tf.tensor2d(row, [1, classes])), 1)
    })
}
