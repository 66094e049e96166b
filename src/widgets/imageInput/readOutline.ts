/** Reads where a picture shows what. */
import { fetchedBytes } from '../../engine/fetched.ts'
import { offscreen } from '../canvas.ts'

const masks = new Map<string, Promise<{ size: number; levels: Uint8Array }>>()

/** @throws Failure where the mask cannot be loaded */
export function readOutline(src: string): Promise<{ size: number; levels: Uint8Array }> {
  let mask = masks.get(src)
  if (!mask) {
    mask = read(src)
    mask.catch(() => masks.delete(src))
    masks.set(src, mask)
  }
  return mask
}

async function read(src: string) {
  const bytes = await fetchedBytes(src, 'the outline of the object')
  // Grey levels are numbers here, not colours.
  const bitmap = await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: 'none' })
  const size = bitmap.width
  const { context } = offscreen(size, size, true)
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const { data } = context.getImageData(0, 0, size, size)
  return { size, levels: Uint8Array.from({ length: size * size }, (_, i) => data[4 * i] ?? 0) }
}
