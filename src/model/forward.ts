/**
 * `forward(model, {relu})(image, targets)` → activations by layer name.
 *
 * Letters: B images, H rows, W columns, C channels. Only what the targets need is computed: asked for
 * one position, only its dependency cone.
 */
import * as tf from '@tensorflow/tfjs-core'
import { INPUT } from '../vocabulary/layerTable.ts'
import { dependencyCone, readWindow, targetLayer, whole, type Target, type Window } from './cone.ts'
import { entering } from './entering.ts'
import { extents } from './geometry.ts'
import type { Model } from './model.ts'
import { relu as trueRelu, type Nonlinearity } from './nonlinearity.ts'
import { operationOf } from './operations.ts'

export type Activations = Record<string, tf.Tensor>

/** Where the image given lies, when it is a window of a larger input. */
export interface Placement {
  /** Row and column of the input at which the image's first pixel lies. */
  top: number
  left: number
  /** Height and width of the whole input; the layer table's own when absent. */
  height?: number
  width?: number
}

/**
 * Runs the network.
 *
 * The result takes `image`, RGB in [0, 1] of shape `(B, H, W, 3)` (or grey, for a network of one channel), and the targets; a whole layer comes
 * as `(B, H, W, C)`, or `(B, C)` after a global average, a window of it as its rows and columns alone.
 * With a `placement`, the image is a window of a larger input and must hold every pixel the targets depend on.
 * Under `tf.tidy` and `tf.grad`, like any TF.js function.
 * @throws Error for an unknown layer, one asked for twice, a window outside it, or an image that lacks
 *   needed pixels
 */
export function forward(model: Model, { relu = trueRelu }: { relu?: Nonlinearity } = {}) {
  return (image: tf.Tensor4D, targets: readonly Target[], placement?: Placement): Activations => {
    const { table } = model
    const [, rows, columns, channels] = image.shape
    if (channels !== table.input.channels && !(channels === 3 && table.input.channels === 1))
      throw new Error(
        `image of shape (${image.shape.join(', ')}) has ${channels} channels; ${table.id} takes ${table.input.channels}`,
      )
    const names = targets.map(targetLayer)
    const twice = names.find((name, i) => names.indexOf(name) !== i)
    if (twice !== undefined) throw new Error(`layer asked for twice: ${twice} (ask for one window that holds both)`)
    const top = placement?.top ?? 0
    const left = placement?.left ?? 0
    const height = placement ? (placement.height ?? table.input.height) : rows
    const width = placement ? (placement.width ?? table.input.width) : columns
    const sizes = extents(table, height, width)
    const cone = dependencyCone(table, targets, height, width)
    const given: Window = { top, bottom: top + rows, left, right: left + columns }
    const seen = cone.get(INPUT)
    if (seen && !within(seen, given))
      throw new Error(
        `image covers rows ${given.top}…${given.bottom}, columns ${given.left}…${given.right}; the targets need rows ${seen.top}…${seen.bottom}, columns ${seen.left}…${seen.right}`,
      )
    return tf.tidy(() => {
      const held = new Map<string, Held>()
      held.set(INPUT, {
        window: given,
        value: entering(image, table.input),
      })
      for (const layer of table.layers) {
        const window = cone.get(layer.name)
        if (!window) continue
        const reads = layer.inputs.map((name) => readWindow(layer, window, sizes.get(name)!))
        const value = operationOf(layer).forward(
          layer.inputs.map((name, i) => windowOf(held.get(name)!, reads[i].window)),
          { layer, weights: model.prepared.get(layer.name)!, padding: reads[0].padding, relu },
        )
        held.set(layer.name, { window, value })
      }
      return Object.fromEntries(
        targets.map((target) => {
          const name = targetLayer(target)
          const window = typeof target === 'string' ? whole(sizes.get(name)!) : target.window
          return [name, windowOf(held.get(name)!, window)]
        }),
      )
    })
  }
}

/** A layer's activations over a window of it. */
interface Held {
  window: Window
  value: tf.Tensor
}

const within = (a: Window, b: Window): boolean =>
  a.top >= b.top && a.bottom <= b.bottom && a.left >= b.left && a.right <= b.right

/** The part of what is held that `window` names; the held tensor itself where that is all of it. */
function windowOf({ window: held, value }: Held, window: Window): tf.Tensor {
  if (value.rank !== 4 || within(held, window)) return value
  const from = [0, window.top - held.top, window.left - held.left, 0] as const
  const [batch, , , channels] = value.shape as [number, number, number, number]
  return tf.slice(value, [...from], [batch, window.bottom - window.top, window.right - window.left, channels])
}
