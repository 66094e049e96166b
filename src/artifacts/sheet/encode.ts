import type { Encode, Made } from '../encode.ts'
import { decodeWebp, encodeWebp } from '../encoding/webp.ts'
import type { Tiles } from '../manifest.ts'
import type sheet from './artifact.ts'

/** Pixels of a tile on the page: smaller ones are enlarged here, by a better kernel than a browser's. */
const SHOWN = 76

/** The largest side that WebP can hold. */
const LARGEST = 16383
/** What the places left over in the last row show. */
const GREY = 128

/** As near to a square as the number of pictures allows. */
export const encode: Encode<typeof sheet, undefined> = async ({ units }, _, made) => {
  const pictures = made.map(pictureOf)
  const sees = {
    width: Math.max(...pictures.map(({ tiles }) => tiles.width)),
    height: Math.max(...pictures.map(({ tiles }) => tiles.height)),
  }
  const factor = Math.ceil(SHOWN / Math.max(sees.width, sees.height))
  const width = sees.width * factor
  const height = sees.height * factor
  const columns = Math.ceil(Math.sqrt(units.length))
  const rows = Math.ceil(units.length / columns)
  if (Math.max(columns * width, rows * height) > LARGEST)
    throw new Error(
      `sheet of ${units.length} units is ${columns * width}×${rows * height} pixels (at most ${LARGEST}); split the figure`,
    )
  const pixels = new Uint8Array(columns * width * rows * height * 3).fill(GREY)
  const stride = columns * width * 3
  for (const [i, { bytes }] of pictures.entries()) {
    // Units of layers with smaller receptive fields fill their tile, too.
    const tile = await decodeWebp(bytes, { width, height })
    const corner = Math.floor(i / columns) * height * stride + (i % columns) * width * 3
    for (let y = 0; y < height; y++)
      pixels.set(tile.pixels.subarray(y * width * 3, (y + 1) * width * 3), corner + y * stride)
  }
  const whole = { pixels, width: columns * width, height: rows * height }
  return {
    files: { sheet: { bytes: await encodeWebp(whole, { width, height }), tiles: { width, height, columns, rows } } },
    scores: made.flatMap(({ row }) => row.scores),
  }
}

function pictureOf({ row, files }: Made): { bytes: Uint8Array; tiles: Tiles } {
  const bytes = files.picture
  const tiles = row.files.picture?.tiles
  if (bytes && tiles) return { bytes, tiles }
  throw new Error(`picture without a size: ${row.id}`)
}
