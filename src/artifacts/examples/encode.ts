import type { Encode } from '../encode.ts'
import { bytesOf, encodeTiles } from '../encoding/tileSheet.ts'
import { encodeWebp } from '../encoding/webp.ts'
import type examples from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof examples, Computed> = async (_, { data, tile, tiles, large }) => {
  const side = Math.sqrt(large.length / 3)
  const strongest = await encodeWebp({ pixels: bytesOf(large), width: side, height: side })
  return { files: { data, pictures: await encodeTiles(bytesOf(tiles), tile), strongest: { bytes: strongest } } }
}
