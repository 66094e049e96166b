import type { Encode } from '../encode.ts'
import { encodeLossless, encodeSquare, encodeTransparent } from '../encoding/webp.ts'
import type attribution from './artifact.ts'
import type { Computed } from './compute.ts'

/** Between the page's light and dark shades of what excites and what inhibits. */
const POSITIVE = [212, 91, 51]
const NEGATIVE = [58, 124, 196]
/** Levels of ink: enough for the eye, and few enough to compress. */
const LEVELS = 24

export const encode: Encode<typeof attribution, Computed> = async (request, { data, first, whole, maps }) => {
  const bad = maps.findIndex((map) => map.some((value) => !Number.isFinite(value)))
  if (bad >= 0) throw new Error(`${data.maps[bad]?.method} of ${request.cells.join(', ')} came out not finite`)
  const { height, width } = data
  const tiles = maps.map((map, i) => inked(map, data.maps[i]?.peak ?? 0))
  const sheet = { pixels: Buffer.concat(tiles), width, height: height * tiles.length }
  return {
    files: {
      data,
      maps: { bytes: await encodeTransparent(sheet, false), tiles: { width, height, columns: 1, rows: tiles.length } },
      first: { bytes: await encodeSquare(first) },
      whole: { bytes: await encodeLossless({ pixels: whole, width, height }) },
    },
  }
}

function inked(map: Float32Array, peak: number): Buffer {
  const rgba = Buffer.alloc(map.length * 4)
  map.forEach((value, i) => {
    const ink = Math.round(LEVELS * Math.min(1, peak && Math.abs(value) / peak)) / LEVELS
    if (ink) rgba.set([...(value > 0 ? POSITIVE : NEGATIVE), Math.round(255 * ink)], 4 * i)
  })
  return rgba
}
