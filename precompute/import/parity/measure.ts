/** How near the imported network comes to the file itself: both run on the same pictures, layer by layer. */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../../../src/model/forward.ts'
import type { Model } from '../../../src/model/model.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'
import type { Constant, GraphInput, Original } from '../graph.ts'
import type { Normal } from '../normal/normalForm.ts'
import { places, viewOf } from '../normal/view.ts'

/** The largest difference over the largest value that rounding in single precision leaves. */
export const BOUND = 1e-4

/** What a colour value v in [0, 1] is in the file's tensor: `(range · v + least − mean) / std`, a number per channel. */
export interface Entry {
  scale: readonly number[]
  offset: readonly number[]
  order: 'RGB' | 'BGR'
}

export interface Compared {
  layer: string
  /** The largest difference over the largest value, over all pictures. */
  difference: number
}

export interface Picture {
  height: number
  width: number
  channels: number
  /** In [0, 1], row by row, red first. */
  values: Float32Array
}

/** Pictures of seeded noise: of single pixels, and of broad patches, as of photographs. */
export function seededPictures(height: number, width: number, channels: number): Picture[] {
  const rng = createRng(0, 'parity')
  const noise = Float32Array.from({ length: height * width * channels }, () => rng.uniform())
  const cell = Math.max(1, Math.round(Math.min(height, width) / 8))
  const columns = Math.ceil(width / cell)
  const coarse = Float32Array.from({ length: Math.ceil(height / cell) * columns * channels }, () => rng.uniform())
  const patches = noise.map((value, i) => {
    const [pixel, channel] = [Math.floor(i / channels), i % channels]
    const [y, x] = [Math.floor(pixel / width), pixel % width]
    const broad = coarse[(Math.floor(y / cell) * columns + Math.floor(x / cell)) * channels + channel]
    return Math.fround(0.9 * broad + 0.1 * value)
  })
  return [noise, patches].map((values) => ({ height, width, channels, values }))
}

/** A picture as the file's own tensor. */
export function tensorOf(picture: Picture, input: GraphInput, { scale, offset, order }: Entry): Constant {
  const { height, width, channels, values } = picture
  const entered = new Float32Array(values.length)
  values.forEach((_, i) => {
    const channel = i % channels
    const from = order === 'BGR' ? i - channel + (channels - 1 - channel) : i
    entered[i] = scale[channel] * values[from] + offset[channel]
  })
  const view = viewOf(input.axes, { height, width, channels })
  return { shape: view.shape, data: Float32Array.from(places(view), (place) => entered[place]) }
}

/** The layers that the file has too, compared on every picture; those that differ most stand first. */
export async function measure(
  model: Model,
  normal: Normal,
  original: Original,
  input: GraphInput,
  entry: Entry,
  pictures: readonly Picture[],
): Promise<Compared[]> {
  const values = [...new Set([...normal.origins.values()].map(({ value }) => value))]
  const worst = new Map<string, { difference: number; largest: number }>()
  for (const picture of pictures) {
    const wanted = await original.run(tensorOf(picture, input, entry), values)
    const layers = [...normal.origins].filter(([, { value }]) => wanted.has(value))
    const found = await layersOn(model, picture, layers.map(([layer]) => layer)) // prettier-ignore
    for (const [layer, { value, view }] of layers) {
      const [own, theirs] = [found.get(layer)!, wanted.get(value)!.data]
      const at = places(view)
      if (at.length !== theirs.length)
        throw new Error(`layer ${layer}: ${at.length} values, where ${value} of the file has ${theirs.length}`)
      const seen = worst.get(layer) ?? { difference: 0, largest: 0 }
      at.forEach((place, i) => {
        const difference = Math.abs(own[place] - theirs[i])
        // What is no number differs from everything.
        seen.difference = difference >= 0 ? Math.max(seen.difference, difference) : Infinity
        seen.largest = Math.max(seen.largest, Math.abs(theirs[i]))
      })
      worst.set(layer, seen)
    }
  }
  return [...worst]
    .map(([layer, { difference, largest }]) => ({ layer, difference: difference / Math.max(largest, 1e-30) }))
    .sort((a, b) => b.difference - a.difference)
}

/** Activations of layers on a picture, as plain numbers. */
export async function layersOn(
  model: Model,
  { height, width, channels, values }: Picture,
  layers: readonly string[],
): Promise<Map<string, Float32Array>> {
  const image = tf.tensor4d(values, [1, height, width, channels])
  const activations = forward(model)(image, layers)
  const found = new Map<string, Float32Array>()
  for (const [layer, tensor] of Object.entries(activations)) {
    found.set(layer, (await tensor.data()) as Float32Array)
    tensor.dispose()
  }
  image.dispose()
  return found
}

/** The largest difference over the largest value of two lists. */
export function relative(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let [difference, largest] = [0, 1e-30]
  for (let i = 0; i < wanted.length; i++) {
    const each = Math.abs(found[i] - wanted[i])
    difference = each >= 0 ? Math.max(difference, each) : Infinity
    largest = Math.max(largest, Math.abs(wanted[i]))
  }
  return difference / largest
}
