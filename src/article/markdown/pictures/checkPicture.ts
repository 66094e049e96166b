import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import sharp from 'sharp'
import { checkSvg } from './checkSvg.ts'
import { PictureError } from './pictureError.ts'
import { pictureFile } from './pictureFile.ts'
import { FORMATS, formatOf, promised } from './pictureFormat.ts'

/** Bytes of a file: a photograph of a good camera has 20 MB. */
export const MAX_BYTES = 32 * 2 ** 20
/** Pixels of all frames together: 50 million take the build 200 MB. */
export const MAX_PIXELS = 50e6
/** Pixels of a side: WebP, which the build writes, holds no more. */
export const MAX_SIDE = 16_383

/** By path, what was found for the file as it was then: an article is read more than once. */
const known = new Map<string, { stamp: string; fault: PictureError | undefined }>()

/**
 * Reads a picture to its end as the build will, within the memory of `MAX_PIXELS`.
 * @param folder of the article, which symbolic links may not leave
 * @throws PictureError where the build or a reader could not show it whole
 */
export async function checkPicture(path: string, folder: string): Promise<void> {
  const file = pictureFile(path, folder)
  const { size, mtimeMs } = statSync(file)
  const stamp = `${size} ${mtimeMs} ${path}`
  let seen = known.get(file)
  if (seen?.stamp !== stamp) {
    seen = { stamp, fault: await faultOf(file, path, size) }
    known.set(file, seen)
  }
  if (seen.fault) throw seen.fault
}

async function faultOf(file: string, path: string, size: number): Promise<PictureError | undefined> {
  try {
    checkKind(file, path, size)
    if (promised(path) === 'SVG') checkSvg(readFileSync(file))
    else await checkPixels(file)
    return undefined
  } catch (error) {
    if (error instanceof PictureError) return error
    throw error
  }
}

const all = [...new Set(Object.values(FORMATS))].join(', ')

/** What can be said from the name, the size and the first bytes. */
function checkKind(file: string, path: string, size: number): void {
  const format = promised(path)
  if (!format) throw new PictureError(`has a name that is no picture's: ${basename(path)}`, `Allowed are ${all}.`)
  if (size > MAX_BYTES)
    throw new PictureError(
      `has ${megabytes(size)}; at most ${megabytes(MAX_BYTES)} are allowed`,
      'Make it smaller: a column of the page is 700 pixels wide.',
    )
  const head = new Uint8Array(512)
  const open = openSync(file, 'r')
  const read = readSync(open, head)
  closeSync(open)
  const found = formatOf(head.subarray(0, read))
  if (found === format) return
  throw new PictureError(
    found === 'empty' ? 'is empty' : `is not the ${format} that its name promises: it is ${found}`,
    found === 'empty'
      ? 'Save the picture anew.'
      : `Save it as ${format}, or name it as what it is. Allowed are ${all}.`,
  )
}

async function checkPixels(file: string): Promise<void> {
  // The sizes are read from the header first, which no limit has to stop.
  const {
    width,
    height,
    pages = 1,
    pageHeight = height,
  } = await sharp(file, { limitInputPixels: false, pages: -1 }).metadata().catch(unreadable)
  const pixels = width * pageHeight * pages
  const frames = pages > 1 ? ` in ${count(pages)} frames` : ''
  if (Math.max(width, pageHeight) > MAX_SIDE || pixels > MAX_PIXELS)
    throw new PictureError(
      `has ${count(width)} × ${count(pageHeight)} pixels${frames}; allowed are ${count(MAX_SIDE)} to a side and ` +
        `${count(MAX_PIXELS)} in all`,
      'Make it smaller: a column of the page is 700 pixels wide.',
    )
  // All rows are decoded, few are kept. What is missing at the end is an error here and grey for the reader.
  await sharp(file, { limitInputPixels: MAX_PIXELS, pages: -1, sequentialRead: true, failOn: 'error' })
    .resize({ width: 16 })
    .raw()
    .toBuffer()
    .catch(unreadable)
}

function unreadable(error: Error): never {
  const [reason = ''] = error.message.split('\n').filter((line) => line.trim())
  throw new PictureError(
    `cannot be read to its end: ${reason
      .replace(/^.*?Input file[: ]*/, '')
      .replace(/[\s:]+$/, '')
      .trim()}`,
    'The file is broken or cut short: save the picture anew.',
  )
}

const count = (value: number) => value.toLocaleString('en')
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`
