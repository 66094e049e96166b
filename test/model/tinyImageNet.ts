/**
 * The validation images of Tiny ImageNet, in the archive's own layout, where they are on this machine.
 * They are ImageNet's, and never enter the project.
 */
import { readFileSync } from 'node:fs'
import sharp from 'sharp'

export const ARCHIVE = '../shared/data/tiny-imagenet-val.tar'

export interface LabelledImage {
  name: string
  /** Index among the sorted wnids. */
  label: number
  jpeg: Uint8Array
}

/** In the order of `val_annotations.txt`. */
export function readValidation(archive = ARCHIVE): LabelledImage[] {
  const files = readTar(readFileSync(archive))
  const text = (name: string) => new TextDecoder().decode(files.get(`tiny-imagenet-200/${name}`))
  const labels = new Map(
    text('wnids.txt')
      .trim()
      .split(/\s+/)
      .sort()
      .map((wnid, i) => [wnid, i]),
  )
  return text('val/val_annotations.txt')
    .trim()
    .split('\n')
    .map((line) => {
      const [name, wnid] = line.split('\t') as [string, string]
      const jpeg = files.get(`tiny-imagenet-200/val/images/${name}`)
      if (!jpeg) throw new Error(`${archive} lacks ${name}`)
      return { name, label: labels.get(wnid)!, jpeg }
    })
}

/** Plain files of a tar archive (POSIX ustar: 512-byte headers, sizes in octal), as views into it. */
function readTar(tar: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const field = (at: number, from: number, length: number) =>
    new TextDecoder().decode(tar.subarray(at + from, at + from + length)).replace(/\0.*$/s, '')
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(field(at, 124, 12), 8)
    files.set(field(at, 0, 100), tar.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

/** RGB in [0, 1], `(H, W, 3)` flattened; grey images become RGB. */
export async function decode(jpeg: Uint8Array): Promise<Float32Array> {
  const image = sharp(jpeg).toColourspace('srgb').removeAlpha().raw()
  const { data, info } = await image.toBuffer({ resolveWithObject: true })
  if (info.channels !== 3) throw new Error(`an image of ${info.channels} channels`)
  return Float32Array.from(data, (byte) => byte / 255)
}
