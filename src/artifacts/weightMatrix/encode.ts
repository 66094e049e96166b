import type { Encode } from '../encode.ts'
import type weightMatrix from './artifact.ts'
import type { WeightMatrixData } from './artifact.ts'

export const encode: Encode<typeof weightMatrix, WeightMatrixData> = async (_, data) => ({ files: { data } })
