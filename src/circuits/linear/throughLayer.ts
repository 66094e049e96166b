/** One layer's step of `backward`: each nonlinearity by its stand-in, all else as the network has it. */
import * as tf from '@tensorflow/tfjs-core'
import { readWindow, type Window } from '../../model/cone.ts'
import type { Model } from '../../model/model.ts'
import type { StandIns } from '../../model/standIns.ts'
import { operationOf } from '../../model/operations.ts'
import type { Layer } from '../../vocabulary/layerTable.ts'
import type { Extent } from '../../vocabulary/extent.ts'

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
  const input = sizes.get(layer.inputs[index])!
  const before = layer.inputs.slice(0, index).reduce((sum, each) => sum + sizes.get(each)!.channels, 0)
  const { window } = readWindow(layer, output, input)
  const { padding } = readWindow(layer, output, sizes.get(layer.inputs[0])!)
  const [height, width] = [window.bottom - window.top, window.right - window.left]
  const value = operationOf(layer).backward({
    layer,
    weights: model.prepared.get(layer.name)!,
    padding,
    dy,
    standIns,
    input: { ...input, index, before },
    read: { height, width },
    given(other = 0) {
      const name = layer.inputs[other]
      if (values) return values.of(name, readWindow(layer, output, sizes.get(name)!).window)
      throw new Error(`true stand-ins need activations: none are given of ${name}`)
    },
    pull(apply, x) {
      const shape = [dy.shape[0], height, width, input.channels]
      return tf.grad(apply as (x: tf.Tensor) => tf.Tensor)(x ?? tf.zeros(shape), dy) as tf.Tensor4D
    },
  })
  return { window, value }
}
