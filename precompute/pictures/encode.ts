/**
 * From rendered scenes to `public/pictures`: `node precompute/pictures/encode.ts FOLDER`, where FOLDER is
 * what render.py wrote. Removes the grain, writes WebP and masks, and the manifest.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { PICTURES_FILE, picturesSchema, type Picture } from '../../src/artifacts/pictures.ts'
import { PICTURES } from '../readPicture.ts'
import { denoise } from './denoise.ts'

/** Grey levels of the grain that 96 samples a pixel leave. */
const GRAIN = 7
/** The step between the grey levels of two classes in render.py's masks. */
const MASK_STEP = 80
const LARGEST = 15 * 1024

type Scenes = Record<string, { classes: string[]; seed: number; caption: string }>

async function encode(folder: string, name: string): Promise<Pick<Picture, 'sha256'>> {
  const { data, info } = await sharp(join(folder, `${name}.png`))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const clean = denoise({ pixels: data, width, height }, GRAIN)
  const webp = async (quality: number): Promise<Buffer> => {
    const bytes = await sharp(clean.pixels, { raw: { width, height, channels: 3 } })
      .webp({ quality, effort: 6, smartSubsample: true })
      .toBuffer()
    return bytes.length <= LARGEST ? bytes : webp(quality - 4)
  }
  const bytes = await webp(88)
  writeFileSync(join(PICTURES, `${name}.webp`), bytes)

  const mask = await sharp(join(folder, `${name}.mask.png`))
    .removeAlpha()
    .raw()
    .toBuffer()
  const levels = Uint8Array.from({ length: width * height }, (_, i) => Math.round(mask[3 * i] / MASK_STEP))
  await sharp(levels, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 9, palette: false })
    .toFile(join(PICTURES, `${name}.mask.png`))
  return { sha256: createHash('sha256').update(bytes).digest('hex') }
}

const THUMBNAIL = 56
const COLUMNS = 6

async function thumbnails(pictures: readonly Picture[]) {
  const rows = Math.ceil(pictures.length / COLUMNS)
  const tiles = pictures.map(async ({ file }, i) => ({
    input: await sharp(join(PICTURES, file)).resize(THUMBNAIL, THUMBNAIL).png().toBuffer(),
    left: (i % COLUMNS) * THUMBNAIL,
    top: Math.floor(i / COLUMNS) * THUMBNAIL,
  }))
  const [width, height] = [COLUMNS * THUMBNAIL, rows * THUMBNAIL]
  await sharp({ create: { width, height, channels: 3, background: '#808080' } })
    .composite(await Promise.all(tiles))
    .webp({ quality: 80, effort: 6, smartSubsample: true })
    .toFile(join(PICTURES, 'thumbnails.webp'))
  return { file: 'thumbnails.webp', size: THUMBNAIL, columns: COLUMNS, rows }
}

const folder = process.argv[2]
if (!folder) throw new Error('no folder: node precompute/pictures/encode.ts FOLDER')
mkdirSync(PICTURES, { recursive: true })
const scenes = JSON.parse(readFileSync(join(folder, 'scenes.json'), 'utf8')) as Scenes
const pictures: Picture[] = []
for (const [name, { classes, seed, caption }] of Object.entries(scenes)) {
  const { sha256 } = await encode(folder, name)
  const files = { file: `${name}.webp`, mask: `${name}.mask.png` }
  pictures.push({ name, ...files, classes, caption, seed, sha256 })
}
const manifest = picturesSchema.parse({
  license: 'CC BY 4.0',
  thumbnails: await thumbnails(pictures),
  pictures,
})
writeFileSync(join(PICTURES, PICTURES_FILE), `${JSON.stringify(manifest, null, 1)}\n`)
