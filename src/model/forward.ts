/**
 * `forward(model, {relu})(image, targets)` → activations by layer name.
 *
 * Letters: B images, H rows, W columns, C channels. Only what the targets need is computed: asked for
 * one position, only its dependency cone.
 */
import * as tf from '@tensorflow/tfjs-core'
import { clip, dependencyCone, inputWindow, targetLayer, whole, type Target, type Window } from './cone.ts'
import type { Padding } from './convolution.ts'
import { extents, slidingWindow, type Extent } from './geometry.ts'
import { INPUT, type Layer } from './layerTable.ts'
import { localResponseNormalization } from './localResponseNormalization.ts'
import type { Model } from './model.ts'
import { relu as trueRelu, type Nonlinearity } from './nonlinearity.ts'
import { avgPool, maxPool } from './pooling.ts'
import { withGradient } from './withGradient.ts'

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
 * The result takes `image`, RGB in [0, 1] of shape `(B, H, W, C)`, and the targets; a whole layer comes
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
    if (channels !== table.input.channels)
      throw new Error(
        `image of shape (${image.shape.join(', ')}) has ${channels} channels; ${table.id} takes ${table.input.channels}`,
      )
    const names = targets.map(targetLayer)
    const twice = names.find((name, i) => names.indexOf(name) !== i)
    if (twice !== undefined) throw new Error(`layer asked for twice: ${twice} (ask for one window that holds both)`)
    const top = placement?.top ?? 0
    const left = placement?.left ?? 0
    const height = placement ? (placement.height ?? table.input.size) : rows
    const width = placement ? (placement.width ?? table.input.size) : columns
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
        value: tf.add(tf.mul(image, table.input.scale), table.input.offset),
      })
      for (const layer of table.layers) {
        const window = cone.get(layer.name)
        if (!window) continue
        const inputs = layer.inputs.map((name) => held.get(name)!)
        const value = compute(model, layer, relu, inputs, window, sizes.get(layer.inputs[0]!)!)
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

function compute(
  model: Model,
  layer: Layer,
  relu: Nonlinearity,
  inputs: Held[],
  output: Window,
  inputExtent: Extent,
): tf.Tensor {
  const input = inputs[0]!
  if (slidingWindow(layer)) {
    const wanted = inputWindow(layer, output)
    const real = clip(wanted, inputExtent)
    const padding: Padding = [
      real.top - wanted.top,
      wanted.bottom - real.bottom,
      real.left - wanted.left,
      wanted.right - real.right,
    ]
    const x = windowOf(input, real) as tf.Tensor4D
    if (layer.op === 'conv') return model.convolutions.get(layer.name)!.apply(x, padding)
    if (layer.op === 'maxPool') return maxPool(x, layer, padding)
    if (layer.op === 'avgPool') return avgPool(x, layer, padding)
  }
  switch (layer.op) {
    case 'relu':
      return relu(windowOf(input, output), 0)
    case 'leakyRelu':
      return relu(windowOf(input, output), layer.slope)
    case 'globalAverage':
      return tf.mean(windowOf(input, whole(inputExtent)), [1, 2])
    case 'concat':
      return tf.concat(
        inputs.map((each) => windowOf(each, output)),
        -1,
      )
    case 'add':
      return tf.addN(inputs.map((each) => windowOf(each, output)))
    case 'softmax':
      return tf.softmax(windowOf(input, output))
    case 'lrn':
      return localResponseNormalization(windowOf(input, output) as tf.Tensor4D, layer)
    case 'dense':
      return applyDense(windowOf(input, whole(inputExtent)), model, layer.name)
    default:
      throw new Error(`operation without a computation: ${layer.op}`)
  }
}

/** `(B, …)` → `(B, out)`, with the input gradient as a product with a transpose that is kept. */
function applyDense(x: tf.Tensor, model: Model, name: string): tf.Tensor2D {
  const { kernel, bias, transposed } = model.dense.get(name)!
  const product = withGradient(
    tf.reshape(x, [x.shape[0]!, kernel.shape[0]]) as tf.Tensor2D,
    (flat): tf.Tensor2D => tf.matMul(flat, kernel),
    (dy) => tf.matMul(dy, transposed),
  )
  return tf.add(product, bias)
}
