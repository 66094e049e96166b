import type { Encode } from '../encode.ts'
import { encodeAscended } from '../encoding/ascended.ts'
import { encodeSquare } from '../encoding/webp.ts'
import type surgery from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof surgery, Computed> = async ({ unit }, { data, last, image }) => {
  const { picture, score } = await encodeAscended(last, { unit, score: data.score })
  return { files: { data, picture, image: { bytes: await encodeSquare(image) } }, scores: [score] }
}
