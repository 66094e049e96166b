/** All channels' maps on one canvas: each canvas of a page is a layer of its own, which every frame composes anew. */
import { offscreen } from '../../widgets/canvas.ts'
import { gridImage } from '../../widgets/paintGrid.ts'
import type { View } from './view.ts'

/** In CSS pixels, from the canvas's corner. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** More pixels than this to a CSS pixel show nothing more of maps of a few cells. */
const DENSEST = 2

/**
 * Draws each channel's map in its box, the channel `standing[i]` in `boxes[i]`; within an effect, again when
 * the theme changes.
 * @param size of the canvas in CSS pixels
 */
export function paintMaps(
  canvas: HTMLCanvasElement,
  { values, height, width, max, standing }: View,
  boxes: readonly Box[],
  size: { width: number; height: number },
): void {
  const context = canvas.getContext('2d')
  const [first] = boxes
  if (!values || !context || !first) return
  const all = { height: standing.length * height, width, values }
  const { canvas: maps, context: drawn } = offscreen(all.width, all.height)
  drawn.putImageData(gridImage(all, max, 'signed'), 0, 0)
  // A pixel at least for each value, wherever a box begins.
  const density = Math.max((width + 1) / first.width, Math.min(DENSEST, devicePixelRatio))
  const [wide, tall] = [Math.round(size.width * density), Math.round(size.height * density)]
  // Setting a canvas's size takes what is on it away, and time.
  if (canvas.width !== wide || canvas.height !== tall) [canvas.width, canvas.height] = [wide, tall]
  context.clearRect(0, 0, wide, tall)
  context.imageSmoothingEnabled = false
  boxes.forEach((box, i) => {
    const [x, y] = [Math.round(box.left * density), Math.round(box.top * density)]
    const right = Math.round((box.left + box.width) * density)
    const bottom = Math.round((box.top + box.height) * density)
    context.drawImage(maps, 0, (standing[i] ?? 0) * height, width, height, x, y, right - x, bottom - y)
  })
}
