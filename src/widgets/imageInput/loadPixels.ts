/** Reads a picture at hand as the network takes it. */
import { offscreen } from '../canvas.ts'
import type { Pixels } from '../../model/pixels.ts'
import { loadChoice, rgbOf, type Choice } from './chosenImage.ts'

/** @throws UnreadableImage where it cannot be loaded */
export async function loadPixels(choice: Choice, size: number): Promise<Pixels> {
  const bitmap = await loadChoice(choice, size)
  const { context } = offscreen(size, size, true)
  context.drawImage(bitmap, 0, 0, size, size)
  bitmap.close()
  return {
    height: size,
    width: size,
    values: rgbOf(context.getImageData(0, 0, size, size).data),
  }
}
