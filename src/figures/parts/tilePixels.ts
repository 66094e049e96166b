/** Reads pictures back from the page's files, for the network to look at. */
import type { Pixels } from '../../attribution/relevance.ts'
import type { Sheet } from './sheet.ts'

const files = new Map<string, Promise<ImageBitmap>>()

function decoded(src: string): Promise<ImageBitmap> {
  let file = files.get(src)
  if (!file) {
    file = read(src)
    file.catch(() => files.delete(src))
    files.set(src, file)
  }
  return file
}

async function read(src: string): Promise<ImageBitmap> {
  const response = await fetch(src).catch(() => undefined)
  if (!response?.ok)
    throw new Error(
      `could not load ${src} (${response ? `status ${response.status}` : 'no connection'})`,
    )
  return createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' })
}

/** One picture of a sheet: RGB in [0, 1]. */
export async function tilePixels(
  { src, width, height, columns }: Sheet,
  index: number,
): Promise<Pixels> {
  const sheet = await decoded(src)
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.drawImage(sheet, -width * (index % columns), -height * Math.floor(index / columns))
  const { data } = context.getImageData(0, 0, width, height)
  const values = new Float32Array(width * height * 3)
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) values[3 * i + c] = data[4 * i + c]! / 255
  return { height, width, values }
}
