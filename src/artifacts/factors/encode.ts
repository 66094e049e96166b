import { significant } from '../../vocabulary/digits.ts'
import type { Encode } from '../encode.ts'
import { bytesOf, encodeTiles } from '../encoding/tileSheet.ts'
import type factors from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof factors, Computed> = async ({ unit }, { data, pictures }) => {
  const scores = pictures.map(({ scores, steps }) => {
    const score = scores?.[0] ?? NaN
    if (!Number.isFinite(score))
      throw new Error(`picture of a factor of ${unit} came out with a score that is no number`)
    return { unit, score: significant(score, 5), steps, dead: score <= 0 }
  })
  const tiles = Buffer.concat(pictures.map(({ images }) => bytesOf(images)))
  return { files: { data, mixes: await encodeTiles(tiles, pictures[0]?.height ?? 0) }, scores }
}
