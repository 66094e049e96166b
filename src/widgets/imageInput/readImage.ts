/** A file of the reader's as the middle square of its picture. Nothing leaves the page. */
import { HEADER_BYTES, imageHeader, isMarkup } from './imageHeader.ts'

/** Cameras of phones reach 50 megapixels; decoded, that is 200 MB. */
const MEGAPIXELS = 50
const MEGABYTES = 50
/** Side, in pixels, to which a large picture is scaled while it is decoded. */
const WORKING = 1024

/** What is wrong with a file, to be read by a person. */
export class UnreadableImage extends Error {}

/**
 * @param name to be used in messages
 * @returns a square bitmap of `size` pixels
 * @throws UnreadableImage for what is no picture, is markup, is too large or damaged
 */
export async function readImage(file: Blob, name: string, size: number): Promise<ImageBitmap> {
  const scale = await checkedScale(file, name)
  let whole: ImageBitmap | undefined
  try {
    whole = await createImageBitmap(file, scale)
    const side = Math.min(whole.width, whole.height)
    return await createImageBitmap(
      whole,
      Math.floor((whole.width - side) / 2),
      Math.floor((whole.height - side) / 2),
      side,
      side,
      { resizeWidth: size, resizeHeight: size, resizeQuality: 'high' },
    )
  } catch {
    throw new UnreadableImage(`${name} could not be decoded; it may be damaged`)
  } finally {
    whole?.close()
  }
}

/**
 * Looks at the first bytes alone.
 * @returns how to decode it no larger than is needed
 * @throws UnreadableImage
 */
export async function checkedScale(file: Blob, name: string): Promise<ImageBitmapOptions> {
  const bytes = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer())
  if (isMarkup(bytes) || file.type === 'image/svg+xml')
    throw new UnreadableImage(`${name} is an SVG or a web page, which can hold scripts and links; save it as PNG first`)
  const header = imageHeader(bytes)
  if (!header || header.width * header.height === 0)
    throw new UnreadableImage(`${name} is no picture that can be read here (PNG, JPEG, WebP, GIF, AVIF and BMP can)`)
  const { width, height } = header
  const megapixels = (width * height) / 1e6
  if (megapixels > MEGAPIXELS)
    throw new UnreadableImage(
      `${name} has ${width} × ${height} pixels, ${Math.round(megapixels)} megapixels (at most ${MEGAPIXELS}); scale it down first`,
    )
  if (file.size > MEGABYTES * 1e6)
    throw new UnreadableImage(
      `${name} has ${Math.round(file.size / 1e6)} MB (at most ${MEGABYTES}); scale it down first`,
    )
  const side = Math.min(width, height)
  if (side <= WORKING) return {}
  return { resizeWidth: Math.round((width * WORKING) / side), resizeQuality: 'high' }
}
