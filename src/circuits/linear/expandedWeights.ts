/**
 * Expanded weights: how a unit's preactivation changes with each unit of a layer any distance before
 * it, were the network linear: its Jacobian at the centre of the unit's receptive field, with each
 * nonlinearity replaced by a linear stand-in. After Voss et al. 2021, "Visualizing Weights"
 * (doi 10.23915/distill.00024.007). Paths of opposite sign cancel in it; `meanGradient` says how far
 * to trust it.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Window } from '../../model/cone.ts'
import { forward, type Activations } from '../../model/forward.ts'
import { extents } from '../../model/geometry.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit, unitPosition } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import { backward, coneOf, neededValues, type Neuron } from './backward.ts'
import type { StandIns } from '../../model/standIns.ts'

/** One number for each unit of a layer that a neuron depends on. */
export interface Field {
  /** Rows and columns of the layer. */
  window: Window
  channels: number
  /** (H, W, C), row by row. */
  values: Float32Array
}

/**
 * @param to as in `conv4/39` (the centre) or `conv4/39@8,8`
 * @param from a layer's name; `input` is the scaled image
 * @param image RGB in [0, 1], (1, H, W, 3), of the network's own size: needed where a stand-in is `true`
 * @throws Error where the unit is unknown or does not depend on the layer, or the image is missing
 */
export async function expandedWeights(
  model: Model,
  to: string,
  from: string,
  standIns: StandIns,
  image?: tf.Tensor4D,
): Promise<Field> {
  const neuron = neuronOf(model.table, to)
  const gradient = tf.tidy((): tf.Tensor4D => {
    const needed = neededValues(model.table, neuron, from, standIns)
    if (needed.length > 0 && !image)
      throw new Error(`stand-ins of ${to} need an image: true slopes and routes are those on one`)
    const values = needed.length > 0 ? valuesOn(model, image!, needed) : undefined
    return backward(model, neuron, from, standIns, values).get(from)!.value
  })
  return readField(gradient, coneOf(model.table, neuron).get(from)!)
}

/** The neuron whose preactivation a reference is about. */
export function neuronOf(table: LayerTable, reference: string): Neuron {
  const unit = parseUnit(reference, table)
  return {
    layer: preactivation(unit.layer, table),
    channel: unit.channel,
    at: unitPosition(unit, table),
  }
}

/** Activations on images, for `backward`, within `tf.tidy`. */
export const valuesOn = (
  model: Model,
  image: tf.Tensor4D,
  needed: readonly { layer: string; window: Window }[],
  placement?: { top: number; left: number },
) => valuesIn(forward(model)(image, needed, placement), needed, image.shape[0])

/** The same of activations at hand, each over the window that `held` says. */
export function valuesIn(found: Activations, held: readonly { layer: string; window: Window }[], batch: number) {
  const windows = new Map(held.map(({ layer, window }) => [layer, window]))
  return {
    batch,
    of(layer: string, window: Window): tf.Tensor4D {
      const { top, bottom, left, right } = windows.get(layer)!
      const all = tf.reshape(found[layer], [batch, bottom - top, right - left, -1])
      const size = [-1, window.bottom - window.top, window.right - window.left, -1]
      return tf.slice(all, [0, window.top - top, window.left - left, 0], size) as tf.Tensor4D
    },
  }
}

/** Reads the gradient of one image over a window, (1, H, W, C), and frees it. */
export async function readField(value: tf.Tensor4D, window: Window): Promise<Field> {
  const values = await value.data<'float32'>()
  const channels = value.shape[3]
  value.dispose()
  return { window, channels, values }
}

/** One channel of a field. */
export function slice({ window, channels, values }: Field, channel: number): Grid {
  const height = window.bottom - window.top
  const width = window.right - window.left
  const found = new Float32Array(height * width)
  for (let i = 0; i < found.length; i++) found[i] = values[i * channels + channel]!
  return { height, width, values: found }
}

/** Channels by the Euclidean length of their weights, the longest first. */
export function strongest({ channels, values }: Field): { channel: number; norm: number }[] {
  const squares = new Float64Array(channels)
  values.forEach((value, i) => (squares[i % channels] += value * value))
  return Array.from(squares, (square, channel) => ({ channel, norm: Math.sqrt(square) })).sort(
    (a, b) => b.norm - a.norm || a.channel - b.channel,
  )
}

/** Channels of a layer; `input` counts the image's. */
export const channelsOf = (table: LayerTable, layer: string): number => extents(table).get(layer)!.channels
