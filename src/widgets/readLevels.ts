/** `readLevels(src)` → the numbers that a picture's grey levels are. */
import { fetchedBytes } from '../engine/fetched.ts'
import { offscreen } from './canvas.ts'

export interface Levels {
  width: number
  height: number
  /** 0 … 255, row by row. */
  levels: Uint8Array
}

const read = new Map<string, Promise<Levels>>()

/**
 * Loaded once; a failure is forgotten.
 * @param what it holds, for a reader whom it fails: `the outline of the object`
 * @throws Failure where it cannot be loaded
 */
export function readLevels(src: string, what: string): Promise<Levels> {
  const found = read.get(src) ?? load(src, what)
  found.catch(() => read.delete(src))
  read.set(src, found)
  return found
}

async function load(src: string, what: string): Promise<Levels> {
  const bytes = await fetchedBytes(src, what)
  // Grey levels are numbers here, not colours.
  const bitmap = await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: 'none' })
  const { width, height } = bitmap
  const { context } = offscreen(width, height, true)
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, levels: Uint8Array.from({ length: width * height }, (_, i) => data[4 * i] ?? 0) }
}
