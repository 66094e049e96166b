import { contextOf } from './canvas.ts'
import { rgbaOf } from './rgbaOf.ts'

/** Draws picture number `index` of several, RGB in [0, 1] row by row, on a canvas of its size. */
export function paintPicture(
  canvas: HTMLCanvasElement,
  { images, height, width }: { images: Float32Array; height: number; width: number },
  index: number,
): void {
  const size = height * width * 3
  const rgba = rgbaOf(images.subarray(index * size, (index + 1) * size))
  contextOf(canvas).putImageData(new ImageData(rgba, width, height), 0, 0)
}
