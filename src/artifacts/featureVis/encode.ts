import { formatDirection } from '../../vocabulary/direction.ts'
import type { Encode } from '../encode.ts'
import { encodeAscended } from '../encoding/ascended.ts'
import type featureVis from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof featureVis, Computed> = async ({ unit, direction }, { last, curve }) => {
  const pictured = direction ? formatDirection(direction) : unit
  const { picture, score } = await encodeAscended(last, { unit: pictured, score: curve.at(-1)?.score ?? NaN })
  return { files: { data: { curve }, picture }, scores: [score] }
}
