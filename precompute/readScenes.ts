/** Reads the rendered scenes with their masks, for the evaluation set that is made of them. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Scene } from '../src/circuits/edits/evaluationSet.ts'
import type { LayerTable } from '../src/vocabulary/layerTable.ts'
import { PICTURES, readPictures } from './readPicture.ts'

/** Those of which the network knows every class. */
export async function readScenes({ classes }: LayerTable): Promise<Scene[]> {
  const known = readPictures().filter((picture) => picture.classes.every((name) => classes.includes(name)))
  return Promise.all(
    known.map(async ({ name, file, mask, classes: shown }) => {
      const { data, info } = await sharp(join(PICTURES, file))
        .removeAlpha()
        .toColourspace('srgb')
        .raw()
        .toBuffer({ resolveWithObject: true })
      const levels = await sharp(join(PICTURES, mask)).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
      return {
        name,
        size: info.width,
        pixels: new Uint8Array(data),
        mask: Uint8Array.from({ length: info.width * info.height }, (_, i) => levels.data[i * levels.info.channels]),
        classes: shown.map((each) => classes.indexOf(each)),
      }
    }),
  )
}

/** SHA-256 of every scene and mask. */
export function scenesDigest(): string {
  const hash = createHash('sha256')
  for (const { mask, sha256 } of readPictures()) hash.update(sha256).update(readFileSync(join(PICTURES, mask)))
  return hash.digest('hex')
}
