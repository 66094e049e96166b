/**
 * Every channel of a layer on one picture: JSON, the maps as a sheet, and the picture as the network
 * sees it. Ink is opacity, its colour the sign, so that the sheet lies on light and dark pages.
 */
import sharp from 'sharp'
import type { ActivationsJson } from '../../src/artifacts/activations.ts'
import type { RequestOf } from '../../src/artifacts/request.ts'
import { layerActivations, type LayerActivations } from '../../src/model/layerActivations.ts'
import type { Kind } from '../kind.ts'
import { pictureDigest, readPicture } from '../readPicture.ts'

/** Of positive and negative values. */
const COLOURS = [
  [184, 58, 27],
  [31, 102, 176],
] as const

interface Computed extends LayerActivations {
  image: Uint8Array
}

export const activations: Kind<RequestOf<'activations'>, Computed> = {
  needs: () => [],
  digest: ({ image }) => pictureDigest(image),

  async compute(model, requests) {
    const computed: Computed[] = []
    for (const { layer, image: name } of requests) {
      const image = await readPicture(name, model.table.input.size)
      const values = Float32Array.from(image, (value) => value / 255)
      computed.push({ image, ...(await layerActivations(model, { layer, image: values })) })
    }
    return computed
  },

  async encode({ layer }, computed) {
    const bad = computed.values.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0) throw new Error(`activations of ${layer} hold the value ${computed.values[bad]}`)
    const json = summary(computed)
    const columns = Math.ceil(Math.sqrt(computed.channels))
    const rows = Math.ceil(computed.channels / columns)
    const size = Math.sqrt(computed.image.length / 3)
    const text = new TextEncoder().encode(`${JSON.stringify(json)}\n`)
    const lossless = { lossless: true, effort: 6, exact: true }
    const [width, height] = [columns * computed.width, rows * computed.height]
    const maps = sharp(sheet(computed, json, columns, rows), {
      raw: { width, height, channels: 4 },
    })
    const image = sharp(computed.image, { raw: { width: size, height: size, channels: 3 } })
    return {
      files: [
        { extension: 'json', bytes: text },
        { extension: 'webp', bytes: await maps.webp(lossless).toBuffer() },
        { extension: 'webp', bytes: await image.webp(lossless).toBuffer() },
      ],
      tiles: { width: computed.width, height: computed.height, columns, rows },
      outcomes: [],
    }
  },
}

/** What the page reads at once, with as many digits as it shows. */
function summary({ layer, height, width, max, peaks, order, guesses }: Computed): ActivationsJson {
  return {
    layer,
    height,
    width,
    max,
    peaks: peaks.map(({ value, at }) => ({ value: Number(value.toPrecision(5)), at })),
    order,
    guesses: guesses.map(({ name, probability }) => ({
      name,
      probability: Number(probability.toFixed(4)),
    })),
  }
}

/** RGBA of the maps in their order. */
function sheet(
  { height, width, values }: Computed,
  { order, max }: ActivationsJson,
  columns: number,
  rows: number,
): Uint8Array {
  const pixels = new Uint8Array(columns * width * rows * height * 4)
  for (const [i, channel] of order.entries())
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const value = values[(channel * height + y) * width + x]!
        const ink = max && Math.round((255 * Math.abs(value)) / max)
        const row = Math.floor(i / columns) * height + y
        const at = 4 * (row * columns * width + (i % columns) * width + x)
        pixels.set([...COLOURS[value < 0 ? 1 : 0], ink], at)
      }
  return pixels
}
