/**
 * Grids of numbers as text in JSON, at 63 levels, enough to draw them.
 *
 * A grid is one character per value: the 64 of base64url, of which the 32nd is zero, the first
 * −1 and the 63rd 1, in units of the grid's largest magnitude.
 */
import { significant } from './digits.ts'

/** Numbers on a grid, row by row. */
export interface Grid {
  height: number
  width: number
  values: Float32Array
}

export interface EncodedGrid {
  height: number
  width: number
  /** The largest magnitude, which the outermost level stands for. */
  max: number
  levels: string
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-'
const ZERO = (ALPHABET.length - 1) / 2

/** A grid for `JSON.stringify`. */
export function encodeGrid({ height, width, values }: Grid): EncodedGrid {
  const max = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  let levels = ''
  for (const value of values) levels += ALPHABET[Math.round((max && value / max) * ZERO) + ZERO]
  return { height, width, max: significant(max, 6), levels }
}

/** The grid of an artifact, at its 63 levels. */
export function decodeGrid({ height, width, max, levels }: EncodedGrid): Grid {
  const values = new Float32Array(height * width)
  for (let i = 0; i < values.length; i++) values[i] = ((ALPHABET.indexOf(levels.charAt(i)) - ZERO) / ZERO) * max
  return { height, width, values }
}
