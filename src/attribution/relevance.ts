/**
 * What an attribution is: one number per pixel, `(image) → Relevance`. Letters: B images, H rows,
 * W columns, C colours.
 */
import type { Pixels } from '../model/pixels.ts'

/** `height · width` numbers, row by row. */
export interface Relevance {
  height: number
  width: number
  values: Float32Array
}

/** One state of an attribution that is refined pass by pass. */
export interface Refinement {
  map: Relevance
  /** Passes so far and in all; a method that stops early ends with fewer. */
  pass: number
  passes: number
}

/** The largest magnitude among a pixel's colours, as in Simonyan et al. 2013: `H·W·C` numbers → `H·W`. */
export function largest({ height, width, values }: Pixels): Relevance {
  const depth = values.length / (height * width)
  const map = new Float32Array(height * width)
  for (let i = 0; i < map.length; i++)
    for (let c = 0; c < depth; c++) map[i] = Math.max(map[i], Math.abs(values[i * depth + c]))
  return { height, width, values: map }
}

/** The sum over a pixel's colours: what the pixel as a whole adds. */
export function summed({ height, width, values }: Pixels): Relevance {
  const depth = values.length / (height * width)
  const map = new Float32Array(height * width)
  for (let i = 0; i < values.length; i++) map[Math.floor(i / depth)] += values[i]
  return { height, width, values: map }
}

/** Elementwise product. */
export const times = (a: Relevance, b: Relevance): Relevance => ({
  ...a,
  values: a.values.map((value, i) => value * b.values[i]),
})

/** The magnitude that all but one in 200 values stay below: what gets full colour. */
export function peak({ values }: Relevance): number {
  const sorted = values.map(Math.abs).sort()
  const most = sorted.at(-1) ?? 0
  // A map of a few spots is nearly all zero.
  return sorted[Math.floor(0.995 * (sorted.length - 1))] || most
}
