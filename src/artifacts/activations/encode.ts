/** Ink is opacity, its colour the sign, so that the sheet of maps lies on light and dark pages. */
import { significant } from '../../vocabulary/digits.ts'
import type { Encode } from '../encode.ts'
import { encodeSquare, encodeTransparent } from '../encoding/webp.ts'
import type activations from './artifact.ts'
import type { ActivationsData } from './artifact.ts'
import type { Computed } from './compute.ts'

/** What excites, and what inhibits. */
const COLOURS = [
  [184, 58, 27],
  [31, 102, 176],
] as const

export const encode: Encode<typeof activations, Computed> = async ({ layer }, computed) => {
  const bad = computed.values.find((value) => !Number.isFinite(value))
  if (bad !== undefined) throw new Error(`activations of ${layer} hold the value ${bad}`)
  const data = summary(computed)
  const { width, height, channels, image } = computed
  const columns = Math.ceil(Math.sqrt(channels))
  const rows = Math.ceil(channels / columns)
  const pixels = inked(computed, data, columns, rows)
  const maps = await encodeTransparent({ pixels, width: columns * width, height: rows * height }, true)
  return {
    files: {
      data,
      maps: { bytes: maps, tiles: { width, height, columns, rows } },
      picture: { bytes: await encodeSquare(image) },
    },
  }
}

/** What the page reads at once, with as many digits as it shows. */
function summary({ layer, height, width, max, peaks, order, guesses }: Computed): ActivationsData {
  return {
    layer,
    height,
    width,
    max,
    peaks: peaks.map(({ value, at }) => ({ value: significant(value, 5), at })),
    order,
    guesses: guesses.map(({ name, probability }) => ({ name, probability: Number(probability.toFixed(4)) })),
  }
}

/** RGBA of the maps in their order. */
function inked(
  { height, width, values }: Computed,
  { order, max }: ActivationsData,
  columns: number,
  rows: number,
): Uint8Array {
  const pixels = new Uint8Array(columns * width * rows * height * 4)
  for (const [i, channel] of order.entries())
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const value = values[(channel * height + y) * width + x]
        const ink = max && Math.round((255 * Math.abs(value)) / max)
        const row = Math.floor(i / columns) * height + y
        const at = 4 * (row * columns * width + (i % columns) * width + x)
        pixels.set([...COLOURS[value < 0 ? 1 : 0], ink], at)
      }
  return pixels
}
