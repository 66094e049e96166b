/** One layer's step of `backward`: each nonlinearity by its stand-in, all else as the network has it. */
import * as tf from '@tensorflow/tfjs-core'
import { clip, inputWindow, type Window } from '../../model/cone.ts'
import type { Padding } from '../../model/convolution.ts'
import type { Extent } from '../../model/geometry.ts'
import type { Layer } from '../../model/layerTable.ts'
import { localResponseNormalization } from '../../model/localResponseNormalization.ts'
import type { Model } from '../../model/model.ts'
import { avgPool, maxPool } from '../../model/pooling.ts'

/** What stands for each nonlinearity. */
export interface StandIns {
  /**
   * `identity`: slope 1. `half`: the mean of the slopes on both sides, 1/2 for a ReLU. `true`: the
   * slope at the given activations; local response normalization then has its own gradient, and
   * else its value at rest, the factor `bias^−beta`.
   */
  relu: 'identity' | 'half' | 'true'
  /** `average`: the mean of the window's positions, padding left out. `true`: the position that is largest. */
  maxPool: 'average' | 'true'
}

export const TRUE: StandIns = { relu: 'true', maxPool: 'true' }

/** A gradient, or activations, over a window of a layer. */
export interface Windowed {
  window: Window
  /** (B, H, W, C) */
  value: tf.Tensor4D
}

/** Activations of a layer over a window, (B, H, W, C). */
export type ValuesOf = (layer: string, window: Window) => tf.Tensor4D

/** From the gradient of a layer's output to that of one of its inputs. */
export function throughLayer(
  model: Model,
  layer: Layer,
  index: number,
  dy: tf.Tensor4D,
  output: Window,
  sizes: Map<string, Extent>,
  standIns: StandIns,
  values?: { batch: number; of: ValuesOf },
): Windowed {
  const [name] = layer.inputs
  const extent = sizes.get(layer.inputs[index]!)!
  const { height, width, channels } = extent
  const batch = dy.shape[0]
  const all: Window = { top: 0, bottom: height, left: 0, right: width }
  const given = (window: Window): tf.Tensor4D => {
    if (values) return values.of(name!, window)
    throw new Error(`true stand-ins need activations: none are given of ${name}`)
  }
  /** The gradient of a function of the window, at zero where it is linear. */
  const pull = (
    window: Window,
    apply: (x: tf.Tensor4D) => tf.Tensor4D,
    x: tf.Tensor4D = tf.zeros([batch, window.bottom - window.top, window.right - window.left, channels]),
  ): Windowed => ({
    window,
    value: tf.grad(apply as (x: tf.Tensor) => tf.Tensor)(x, dy) as tf.Tensor4D,
  })

  switch (layer.op) {
    case 'conv':
    case 'avgPool':
    case 'maxPool': {
      const wanted = inputWindow(layer, output)
      const real = clip(wanted, extent)
      const padding: Padding = [
        real.top - wanted.top,
        wanted.bottom - real.bottom,
        real.left - wanted.left,
        wanted.right - real.right,
      ]
      if (layer.op === 'conv') {
        const convolution = model.convolutions.get(layer.name)!
        return pull(real, (x) => convolution.apply(x, padding))
      }
      if (layer.op === 'avgPool') return pull(real, (x) => avgPool(x, layer, padding))
      if (standIns.maxPool === 'true') return pull(real, (x) => maxPool(x, layer, padding), given(real))
      return pull(real, (x) => avgPool(x, { ...layer, countPadding: false }, padding))
    }
    case 'relu':
    case 'leakyRelu': {
      const slope = layer.op === 'relu' ? 0 : layer.slope
      if (standIns.relu === 'identity') return { window: output, value: dy }
      if (standIns.relu === 'half') return { window: output, value: tf.mul(dy, (1 + slope) / 2) }
      const open = tf.cast(tf.greater(given(output), 0), 'float32')
      return { window: output, value: tf.mul(dy, tf.add(slope, tf.mul(1 - slope, open))) }
    }
    case 'lrn':
      if (standIns.relu === 'true') return pull(output, (x) => localResponseNormalization(x, layer), given(output))
      return { window: output, value: tf.mul(dy, layer.bias ** -layer.beta) }
    case 'add':
      return { window: output, value: dy }
    case 'concat': {
      const start = layer.inputs.slice(0, index).reduce((sum, each) => sum + sizes.get(each)!.channels, 0)
      return { window: output, value: tf.slice(dy, [0, 0, 0, start], [-1, -1, -1, channels]) }
    }
    case 'globalAverage':
      return { window: all, value: tf.tile(tf.div(dy, height * width), [1, height, width, 1]) }
    case 'dense': {
      const flat = tf.reshape(dy, [batch, layer.units]) as tf.Tensor2D
      const dx = tf.matMul(flat, model.dense.get(layer.name)!.transposed)
      return { window: all, value: tf.reshape(dx, [batch, height, width, channels]) }
    }
    case 'softmax':
      throw new Error(`no linear stand-in: ${layer.name} is a softmax (take the logits before it)`)
  }
}
