import type { Visualization } from '../../optvis/visualizeUnits.ts'
import { significant } from '../../vocabulary/digits.ts'
import type { Encode } from '../encode.ts'
import { bytesOf } from '../encoding/tileSheet.ts'
import { encodeWebp } from '../encoding/webp.ts'
import type picture from './artifact.ts'

export const encode: Encode<typeof picture, Visualization> = async (
  { unit },
  { image, height, width, score, steps, dead },
) => {
  if (!Number.isFinite(score))
    throw new Error(`picture of ${unit}: its score is ${score} after step ${steps} (must be finite). Try another seed`)
  const bad = image.find((value) => !Number.isFinite(value))
  if (bad !== undefined)
    throw new Error(
      `picture of ${unit} holds the value ${bad} after step ${steps} (finite numbers only). Try another seed`,
    )
  const bytes = await encodeWebp({ pixels: bytesOf(image), width, height })
  return {
    files: { picture: { bytes, tiles: { width, height, columns: 1, rows: 1 } } },
    scores: [{ unit, score: significant(score, 6), steps, dead }],
  }
}
