/** Grids of numbers on canvases, in the page's colours. */
import type { Grid } from '../vocabulary/grid.ts'
import { contextOf } from './canvas.ts'
import type { Scale } from './grid.ts'
import { pixels } from './pixels.ts'
import { colourOf, themeVersion, watchTheme } from './theme.svelte.ts'

/** A grid's pixels; within an effect, asked for again when the theme changes. */
export function gridImage(grid: Grid, max: number, scale: Scale): ImageData {
  watchTheme()
  themeVersion()
  const black = [0, 0, 0]
  const colours =
    scale === 'brightness'
      ? { positive: black, negative: black }
      : { positive: colourOf('--excite'), negative: colourOf('--inhibit') }
  return new ImageData(pixels(grid, max, scale, colours), grid.width, grid.height)
}

/** Draws a grid on a canvas of its size; within an effect, again when the theme changes. */
export function paintGrid(canvas: HTMLCanvasElement, grid: Grid, max: number, scale: Scale): void {
  contextOf(canvas).putImageData(gridImage(grid, max, scale), 0, 0)
}

export type PaintGrid = typeof paintGrid
