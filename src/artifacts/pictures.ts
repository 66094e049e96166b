/**
 * `public/pictures/pictures.json`: the rendered scenes that stand in for photographs, with a mask of
 * each thing in them. Ours, CC BY 4.0; `precompute/pictures` makes them.
 */
import { z } from 'zod'

const file = (extension: string) => z.string().regex(new RegExp(`^[a-z0-9-]+\\.${extension.replace('.', '\\.')}$`))

export const pictureSchema = z.strictObject({
  /** As an author writes it: `orange-lemon`. */
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** In the folder of the manifest; square, of `PICTURE_SIZE` pixels. */
  file: file('webp'),
  /** Grey levels: 0 nothing, 1 the first of `classes`, 2 the second; of the same size. */
  mask: file('mask.png'),
  /** What can be seen, as the network names it. */
  classes: z.array(z.string()).min(1).max(2),
  caption: z.string().min(1),
  /** The renderer's seed. */
  seed: z.int().min(0),
  /** SHA-256 of the picture's file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

export const PICTURE_SIZE = 256
export const PICTURES_FILE = 'pictures.json'

export const picturesSchema = z.strictObject({
  license: z.literal('CC BY 4.0'),
  /** All of them small, in order, row by row: a square tile each. */
  thumbnails: z.strictObject({
    file: z.literal('thumbnails.webp'),
    size: z.int().positive(),
    columns: z.int().positive(),
    rows: z.int().positive(),
  }),
  pictures: z.array(pictureSchema).min(1),
})

export type Picture = z.infer<typeof pictureSchema>

/**
 * The picture of that name.
 * @throws Error listing the pictures there are
 */
export function pictureNamed(pictures: readonly Picture[], name: string): Picture {
  const picture = pictures.find((each) => each.name === name)
  if (picture) return picture
  throw new Error(`unknown picture: ${name} (public/pictures has ${pictures.map((each) => each.name).join(', ')})`)
}
