/** Reads pictures for a network: our own by name, an author's by its path below `content`. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Mask } from '../src/artifacts/readers.ts'
import { PICTURES_FILE, pictureNamed, picturesSchema, type Picture } from '../src/artifacts/pictures.ts'

export const PICTURES = 'public/pictures'

export const readPictures = (): Picture[] =>
  picturesSchema.parse(JSON.parse(readFileSync(join(PICTURES, PICTURES_FILE), 'utf8'))).pictures

/**
 * The file of a picture: `orange-1` is one of ours, `circles/photo.jpg` lies in `content/circles`.
 * @throws Error naming the pictures there are, or the path that holds none
 */
export function pictureFile(picture: string): string {
  if (!picture.includes('/')) return join(PICTURES, pictureNamed(readPictures(), picture).file)
  const path = join('content', picture)
  if (!picture.includes('..') && existsSync(path)) return path
  throw new Error(
    `unknown picture: ${picture} (no file ${path}; write a path below content, or the name of one in ${PICTURES})`,
  )
}

/** SHA-256 of the picture's file. */
export const pictureDigest = (picture: string): string =>
  createHash('sha256')
    .update(readFileSync(pictureFile(picture)))
    .digest('hex')

/** Where things are in one of our pictures; undefined for others. */
export async function readMask(picture: string): Promise<Mask | undefined> {
  const known = readPictures().find(({ name }) => name === picture)
  if (!known) return undefined
  const { data, info } = await sharp(join(PICTURES, known.mask))
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const levels = Uint8Array.from({ length: info.width * info.height }, (_, i) => data[i * info.channels])
  return { classes: known.classes, size: info.width, levels }
}

/** SHA-256 of the mask's file; empty for pictures that are not ours. */
export function maskDigest(picture: string): string {
  const known = readPictures().find(({ name }) => name === picture)
  if (!known) return ''
  return createHash('sha256')
    .update(readFileSync(join(PICTURES, known.mask)))
    .digest('hex')
}

/** The middle of a picture, RGB in 0 … 255, row by row, of these pixels. */
export const readPicture = (picture: string, height: number, width: number): Promise<Uint8Array> =>
  sharp(pictureFile(picture))
    .rotate()
    .removeAlpha()
    .toColourspace('srgb')
    .resize(width, height, { fit: 'cover' })
    .raw()
    .toBuffer()
