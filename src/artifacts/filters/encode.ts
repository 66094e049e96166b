import type { Encode } from '../encode.ts'
import type filters from './artifact.ts'
import type { FiltersData } from './artifact.ts'

export const encode: Encode<typeof filters, FiltersData> = async (_, data) => ({ files: { data } })
