import type { Encode } from '../encode.ts'
import { bytesOf, encodeTiles } from '../encoding/tileSheet.ts'
import type invariance from './artifact.ts'
import type { Computed } from './compute.ts'

/** The heads stand in one row. */
export const encode: Encode<typeof invariance, Computed> = async (_, { data, tile, heads }) => ({
  files: { data, heads: await encodeTiles(bytesOf(heads), tile, heads.length / (3 * tile ** 2)) },
})
