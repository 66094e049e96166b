import type { Encode } from '../encode.ts'
import { bytesOf, encodeTiles } from '../encoding/tileSheet.ts'
import { decodeWebp, encodeWebp } from '../encoding/webp.ts'
import type facets from './artifact.ts'
import type { Computed } from './compute.ts'

/** The optima, enlarged to the size of the stimuli, come first. */
export const encode: Encode<typeof facets, Computed> = async (_, { data, optima, tile, tiles }) => {
  const { height, width, images } = optima
  const length = height * width * 3
  const enlarged = await Promise.all(
    data.optima.map(async (_each, i) => {
      const pixels = bytesOf(images.subarray(i * length, (i + 1) * length))
      const webp = await encodeWebp({ pixels, width, height })
      return (await decodeWebp(webp, { width: tile, height: tile })).pixels
    }),
  )
  return { files: { data, pictures: await encodeTiles(Buffer.concat([...enlarged, bytesOf(tiles)]), tile) } }
}
