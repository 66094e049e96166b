/** What the widget of images needs once a reader touches it, loaded then. */
import type { Sheet } from '../../widgets/sheet.ts'

export { figureCall } from '../../engine/engine.ts'

/** The pixels of a tile, RGB in [0, 1], `(size, size, 3)`. */
export async function tilePixels(sheet: Sheet, index: number, size: number): Promise<Float32Array> {
  const image = new Image()
  image.src = sheet.src
  await image.decode()
  const context = new OffscreenCanvas(size, size).getContext('2d')!
  const [x, y] = [index % sheet.columns, Math.floor(index / sheet.columns)]
  context.drawImage(image, x * sheet.width, y * sheet.height, sheet.width, sheet.height, 0, 0, size, size)
  const { data } = context.getImageData(0, 0, size, size)
  return Float32Array.from({ length: size * size * 3 }, (_, i) => data[4 * Math.floor(i / 3) + (i % 3)]! / 255)
}
