/** Everything a layer says about one image, as plain numbers. */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from './forward.ts'
import { layerNamed } from '../vocabulary/layerTable.ts'
import type { Model } from './model.ts'
import { operationOf } from './operations.ts'

export interface LayerActivations {
  layer: string
  height: number
  width: number
  channels: number
  /** `(C, H, W)`: one map after the other. */
  values: Float32Array
  /** The largest magnitude of all. */
  max: number
  peaks: Peak[]
  /** Channels by the magnitude of their peaks, the largest first. */
  order: number[]
  /** The largest classes and their probabilities; empty where the network names none. */
  guesses: { name: string; probability: number }[]
}

/** The value of one channel that is farthest from 0. */
export interface Peak {
  value: number
  /** Row and column. */
  at: [number, number]
}

const GUESSES = 5

/**
 * @param image RGB in [0, 1], `(H, W, C)`, of the network's own size
 * @throws Error for an unknown layer, one without positions, or an image of another size
 */
export async function layerActivations(
  model: Model,
  { layer, image }: { layer: string; image: Float32Array },
): Promise<LayerActivations> {
  const { table } = model
  const { height: rows, width: columns, channels: colours } = table.input
  layerNamed(table, layer)
  if (image.length !== rows * columns * colours)
    throw new Error(`image of ${image.length} numbers (${table.id} takes ${rows}×${columns}×${colours})`)
  const last = table.classes.length > 0 ? table.layers.at(-1)!.name : undefined
  const targets = [...new Set([layer, ...(last === undefined ? [] : [last])])]
  const [maps, scores] = tf.tidy(() => {
    const found = forward(model)(tf.tensor4d(image, [1, rows, columns, colours]), targets)
    const map = found[layer]
    if (map.rank !== 4) throw new Error(`layer ${layer} of ${table.id} has no positions (its shape is ${map.shape})`)
    const out = last === undefined ? tf.zeros([0]) : found[last]
    const softmax = operationOf(table.layers.at(-1)!).normalizes ? out : tf.softmax(out)
    return [tf.transpose(map, [0, 3, 1, 2]), softmax] as const
  })
  const [, channels, height, width] = maps.shape as [number, number, number, number]
  const values = (await maps.data()) as Float32Array
  const probabilities = await scores.data()
  maps.dispose()
  scores.dispose()
  const guesses = table.classes
    .map((name, i) => ({ name, probability: probabilities[i] }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, GUESSES)
  const peaks = Array.from({ length: channels }, (_, channel) =>
    peakOf(values.subarray(channel * height * width, (channel + 1) * height * width), width),
  )
  const strength = peaks.map(({ value }) => Math.abs(value))
  const order = [...strength.keys()].sort((a, b) => strength[b] - strength[a] || a - b)
  const max = strength[order[0]]
  return { layer, height, width, channels, values, max, peaks, order, guesses }
}

function peakOf(map: Float32Array, width: number): Peak {
  let most = 0
  for (let i = 1; i < map.length; i++) if (Math.abs(map[i]) > Math.abs(map[most])) most = i
  return { value: map[most], at: [Math.floor(most / width), most % width] }
}
