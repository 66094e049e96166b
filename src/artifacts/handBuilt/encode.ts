import type { Encode } from '../encode.ts'
import { encodeAscended } from '../encoding/ascended.ts'
import type handBuilt from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof handBuilt, Computed> = async ({ unit }, { data, last }) => {
  const what = `the hand-built ${unit}`
  const { picture, score } = await encodeAscended(last, { unit, score: data.score, what })
  return { files: { data, picture }, scores: [score] }
}
