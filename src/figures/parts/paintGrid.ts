/** Grids of numbers on canvases, in the page's colours. */
import type { Grid } from '../../circuits/anatomy.ts'
import type { Scale } from './grid.ts'
import { pixels } from './pixels.ts'
import { colourOf, themeVersion, watchTheme } from './theme.svelte.ts'

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
