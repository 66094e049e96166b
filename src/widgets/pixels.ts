import type { Grid } from '../vocabulary/grid.ts'
import { inks, type Scale } from './grid.ts'

/** RGBA pixels, transparent where there is no ink. */
export function pixels(
  grid: Grid,
  max: number,
  scale: Scale,
  colours: { positive: readonly number[]; negative: readonly number[] },
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(4 * grid.values.length)
  inks(grid, max, scale).forEach((ink, i) => {
    const [r, g, b] = ink > 0 ? colours.positive : colours.negative
    rgba.set([r!, g!, b!, Math.round(255 * Math.abs(ink))], 4 * i)
  })
  return rgba
}
