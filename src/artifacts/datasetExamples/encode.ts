import type { Encode } from '../encode.ts'
import { bytesOf, encodeTiles } from '../encoding/tileSheet.ts'
import type datasetExamples from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof datasetExamples, Computed> = async (_, { data, edge, tiles }) => ({
  files: { data, pictures: await encodeTiles(bytesOf(tiles), edge) },
})
