import type { Encode } from '../encode.ts'
import type universality from './artifact.ts'
import type { UniversalityData } from './artifact.ts'

export const encode: Encode<typeof universality, UniversalityData> = async (_, data) => ({ files: { data } })
