/**
 * `backward(model, unit, from, standIns, values)` → the gradient of one unit's preactivation at every
 * layer between it and `from`: one pass back through the unit's dependency cone, in which each
 * nonlinearity is replaced by the linear stand-in that is asked for. Convolution, padding, stride and
 * pooling are the network's own.
 *
 * A gradient is of shape (B, H, W, C): B sets of activations, H × W the window of the layer that the
 * unit depends on. To be called within `tf.tidy`.
 */
import * as tf from '@tensorflow/tfjs-core'
import { clip, dependencyCone, inputWindow, position, type Window } from '../../model/cone.ts'
import { extents, isWhole, slidingWindow } from '../../model/geometry.ts'
import { hasWeights, operationOf } from '../../model/operations.ts'
import type { Extent } from '../../vocabulary/extent.ts'
import { INPUT, layerNamed, type Layer, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { layerKernels } from '../kernels/layerKernels.ts'
import { throughLayer, type ValuesOf, type Windowed } from './throughLayer.ts'
import type { StandIns } from '../../model/standIns.ts'

/** One neuron, its layer that of the preactivation: `conv4.pre`. */
export interface Neuron {
  layer: string
  channel: number
  at: readonly [number, number]
}

/**
 * @param values needed where a stand-in is `true`; see `neededValues`
 * @returns gradients by layer: the neuron's own, `from`'s, and of all layers between
 * @throws Error where the neuron does not depend on `from`, or through a softmax, which has no stand-in
 */
export function backward(
  model: Model,
  neuron: Neuron,
  from: string,
  standIns: StandIns,
  values?: { batch: number; of: ValuesOf },
): Map<string, Windowed> {
  const { table } = model
  const sizes = extents(table)
  const layers = between(table, neuron.layer, from)
  const cone = coneOf(table, neuron)
  const found = new Map<string, Windowed>([[neuron.layer, seed(neuron, sizes, values?.batch ?? 1)]])
  for (const layer of [...layers].reverse()) {
    const own = found.get(layer.name)!
    // What is computed as a whole goes back as a whole.
    const window = isWhole(layer) ? cone.get(layer.name)! : own.window
    const dy = isWhole(layer) ? grow(own, window) : own.value
    layer.inputs.forEach((input, index) => {
      if (input !== from && !layers.some(({ name }) => name === input)) return
      const here =
        layer.name === neuron.layer && hasWeights(layer) && slidingWindow(layer)
          ? ownWeights(model, layer, neuron, sizes.get(input)!, dy.shape[0])
          : throughLayer(model, layer, index, dy, window, sizes, standIns, values)
      const whole = cone.get(input)!
      const grown = grow(here, whole)
      const before = found.get(input)
      found.set(input, { window: whole, value: before ? tf.add(before.value, grown) : grown })
    })
  }
  return found
}

/** The window of every layer that a neuron depends on. */
export const coneOf = (table: LayerTable, { layer, at }: Neuron): Map<string, Window> =>
  dependencyCone(table, [{ layer, window: position(...at) }])

/**
 * The layers from which `to` depends on `from`, `to` included and `from` not, in the table's order.
 * @throws Error where it does not
 */
export function between(table: LayerTable, to: string, from: string): Layer[] {
  const after = new Set([from])
  for (const { name, inputs } of table.layers) if (inputs.some((each) => after.has(each))) after.add(name)
  const before = new Set([to])
  for (const { name, inputs } of [...table.layers].reverse())
    if (before.has(name)) for (const each of inputs) before.add(each)
  if (from !== INPUT) layerNamed(table, from)
  const found = table.layers.filter(({ name }) => name !== from && after.has(name) && before.has(name))
  if (to === from || found.length === 0) {
    const allowed = [INPUT, ...table.layers.map(({ name }) => name)].filter((name) => name !== to && before.has(name))
    throw new Error(`${to} does not depend on ${from} (it does on ${allowed.join(', ')})`)
  }
  return found
}

/** The layers whose activations the stand-ins ask for: the inputs of nonlinearities and products on the way. */
export function neededValues(
  table: LayerTable,
  neuron: Neuron,
  from: string,
  standIns: StandIns,
): { layer: string; window: Window }[] {
  const cone = coneOf(table, neuron)
  const names = between(table, neuron.layer, from)
    .filter((layer) => operationOf(layer).needsValues?.(standIns))
    .flatMap(({ inputs }) => inputs)
  return [...new Set(names)].map((layer) => ({ layer, window: cone.get(layer)! }))
}

function seed({ layer, channel, at }: Neuron, sizes: Map<string, Extent>, batch: number): Windowed {
  const one = tf.oneHot(tf.fill([batch], channel, 'int32'), sizes.get(layer)!.channels)
  const value = tf.reshape(tf.cast(one, 'float32'), [batch, 1, 1, -1]) as tf.Tensor4D
  return { window: position(...at), value }
}

/**
 * The neuron's own kernel where it lies on the layer's input: what the gradient of its convolution is, without
 * one for all the other channels, whose gradient is zero.
 */
function ownWeights(model: Model, layer: Layer, { channel, at }: Neuron, extent: Extent, batch: number): Windowed {
  const wanted = inputWindow(layer, position(...at))
  const window = clip(wanted, extent)
  const [height, width] = [window.bottom - window.top, window.right - window.left]
  const { channels } = extent
  const kernel = layerKernels(model, layer.name)!
  const { dilation } = slidingWindow(layer)!
  const values = new Float32Array(height * width * channels)
  for (let c = 0; c < channels; c++) {
    const taps = kernel(channel, c)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const row = (window.top - wanted.top + y) / dilation
        const column = (window.left - wanted.left + x) / dilation
        if (Number.isInteger(row) && Number.isInteger(column))
          values[(y * width + x) * channels + c] = taps.values[row * taps.width + column]!
      }
  }
  return { window, value: tf.tile(tf.tensor4d(values, [1, height, width, channels]), [batch, 1, 1, 1]) }
}

/** The same over a larger window, zero where it was not. */
function grow({ window, value }: Windowed, whole: Window): tf.Tensor4D {
  const rows: [number, number] = [window.top - whole.top, whole.bottom - window.bottom]
  const columns: [number, number] = [window.left - whole.left, whole.right - window.right]
  if (Math.max(...rows, ...columns) === 0) return value
  return tf.pad(value, [[0, 0], rows, columns, [0, 0]])
}
