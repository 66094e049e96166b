/**
 * An anatomy as a small file: sums in full, grids at 63 levels, enough to draw them.
 *
 * A grid is one character per value: the 64 of base64url, of which the 32nd is zero, the first
 * −1 and the 63rd 1, in units of the grid's largest magnitude.
 */
import type { Anatomy, Grid } from './graph/anatomy.ts'
import type { CurveAnatomy } from './graph/curveAnatomy.ts'

export interface GridJson {
  height: number
  width: number
  /** The largest magnitude, which the outermost level stands for. */
  max: number
  levels: string
}

export interface AnatomyJson extends Omit<Anatomy, 'parts' | 'output'> {
  parts: {
    channel: number
    sum: number
    map: GridJson
    patch: GridJson
    kernel: GridJson
    product: GridJson
  }[]
  output: GridJson
  /** The picture's brightness, 0 to 1. */
  image: GridJson
}

export const LEVELS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-'

/** For `JSON.stringify`. */
export function anatomyJson(anatomy: CurveAnatomy): AnatomyJson {
  const { height, width, values } = anatomy.image
  const brightness = Float32Array.from(
    { length: height * width },
    (_, i) => (values[3 * i]! + values[3 * i + 1]! + values[3 * i + 2]!) / 3,
  )
  return {
    ...anatomy,
    bias: short(anatomy.bias),
    preactivation: short(anatomy.preactivation),
    value: short(anatomy.value),
    contributions: anatomy.contributions.map(({ channel, sum }) => ({ channel, sum: short(sum) })),
    parts: anatomy.parts.map(({ channel, sum, map, patch, kernel, product }) => ({
      channel,
      sum: short(sum),
      map: gridJson(map),
      patch: gridJson(patch),
      kernel: gridJson(kernel),
      product: gridJson(product),
    })),
    output: gridJson(anatomy.output),
    image: gridJson({ height, width, values: brightness }),
  }
}

const half = (LEVELS.length - 1) / 2

export function gridJson({ height, width, values }: Grid): GridJson {
  const max = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  let levels = ''
  for (const value of values) levels += LEVELS[Math.round((max && value / max) * half) + half]!
  return { height, width, max: short(max), levels }
}

/** Six significant digits. */
const short = (value: number): number => Number(value.toPrecision(6))
