/** Grids of numbers on canvases, in the page's colours. */
import type { Grid } from '../../circuits/anatomy.ts'
import { inks, type Scale } from './grid.ts'
import { colourOf, themeVersion, watchTheme } from './theme.svelte.ts'

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

/** Draws a grid on a canvas of its size; within an effect, again when the theme changes. */
export function paintGrid(canvas: HTMLCanvasElement, grid: Grid, max: number, scale: Scale): void {
  watchTheme()
  themeVersion()
  const black = [0, 0, 0]
  const colours =
    scale === 'brightness'
      ? { positive: black, negative: black }
      : { positive: colourOf('--excite'), negative: colourOf('--inhibit') }
  const data = new ImageData(pixels(grid, max, scale, colours), grid.width, grid.height)
  canvas.getContext('2d')!.putImageData(data, 0, 0)
}

export type PaintGrid = typeof paintGrid
