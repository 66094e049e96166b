/** Pictures of several units in one WebP, row by row, as near to a square as their number allows. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import type { Kind, Made } from '../kind.ts'
import { decodeWebp, encodeWebp } from '../webp.ts'

/** Pixels of a tile on the page: smaller ones are enlarged here, by a better kernel than a browser's. */
const SHOWN = 76

/** The largest side that WebP can hold. */
const LARGEST = 16383
/** Of the places left over in the last row. */
const GREY = 128

export const sheet: Kind<RequestOf<'sheet'>> = {
  needs: ({ model, units, seed }) => units.map((unit) => ({ kind: 'picture', model, unit, seed }) as const),

  async encode({ units }, _, made) {
    const sees = {
      width: Math.max(...made.map((each) => tileOf(each).width)),
      height: Math.max(...made.map((each) => tileOf(each).height)),
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
    for (const [i, { files }] of made.entries()) {
      // Units of layers with smaller receptive fields fill their tile, too.
      const tile = await decodeWebp(files[0]!, { width, height })
      const corner = Math.floor(i / columns) * height * stride + (i % columns) * width * 3
      for (let y = 0; y < height; y++)
        pixels.set(tile.pixels.subarray(y * width * 3, (y + 1) * width * 3), corner + y * stride)
    }
    const whole = { pixels, width: columns * width, height: rows * height }
    return {
      files: [{ extension: 'webp', bytes: await encodeWebp(whole, { width, height }) }],
      tiles: { width, height, columns, rows },
      outcomes: made.map(({ row }) => row.outcomes[0]!),
    }
  },
}

function tileOf({ row }: Made) {
  if (row.tiles) return row.tiles
  throw new Error(`picture without a size: ${row.id}`)
}
