/** A folder of images on this machine: one folder per class, or Tiny ImageNet's own layout. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

export interface LabelledImage {
  path: string
  /** The class's folder name, or its wnid. */
  label: string
}

const IMAGE = /\.(jpe?g|png|webp|avif)$/i

/**
 * Lists the images: those of Tiny ImageNet's `val/val_annotations.txt` where there is one, else of each
 * class folder (or its `images` folder), in the order of their names.
 * @throws Error where there are none
 */
export function readDataset(folder: string): LabelledImage[] {
  const tiny = [folder, join(folder, 'tiny-imagenet-200')].find((each) =>
    existsSync(join(each, 'val', 'val_annotations.txt')),
  )
  const found = tiny ? annotated(join(tiny, 'val')) : foldersOf(folder).flatMap(imagesOf(folder))
  if (found.length === 0)
    throw new Error(
      `no images in ${folder} (one folder per class with .jpg, .png, .webp or .avif files, or Tiny ImageNet's own layout)`,
    )
  return found
}

const foldersOf = (folder: string): string[] => {
  if (!existsSync(folder)) throw new Error(`no such folder: ${folder}`)
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort()
}

const imagesOf = (folder: string) => (label: string) => {
  const own = join(folder, label)
  const images = existsSync(join(own, 'images')) ? join(own, 'images') : own
  return readdirSync(images)
    .filter((name) => IMAGE.test(name))
    .sort()
    .map((name) => ({ path: join(images, name), label }))
}

function annotated(folder: string): LabelledImage[] {
  return readFileSync(join(folder, 'val_annotations.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [name, label] = line.split('\t') as [string, string]
      return { path: join(folder, 'images', name), label }
    })
}

/** Names of classes by wnid, the first of each, from Tiny ImageNet's `words.txt`; none in other layouts. */
export function classNames(folder: string): Map<string, string> {
  const path = [folder, join(folder, 'tiny-imagenet-200'), join(folder, '..')]
    .map((each) => join(each, 'words.txt'))
    .find((each) => existsSync(each))
  if (path === undefined) return new Map()
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return new Map(
    lines.map((line) => {
      const [wnid, words] = line.split('\t') as [string, string]
      return [wnid, words.split(',')[0].trim()]
    }),
  )
}

/** One image as the network takes it: RGB in [0, 1], `height · width · 3` values: the middle of it. */
export async function readImage(path: string, height: number, width: number): Promise<Float32Array> {
  const { data, info } = await sharp(path)
    .toColourspace('srgb')
    .removeAlpha()
    .resize(width, height, { fit: 'cover' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.channels !== 3) throw new Error(`image with ${info.channels} channels: ${path}`)
  return Float32Array.from(data, (byte) => byte / 255)
}
