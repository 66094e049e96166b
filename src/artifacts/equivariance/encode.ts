import type { Encode } from '../encode.ts'
import { encodeColumn } from '../encoding/tileSheet.ts'
import type equivariance from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof equivariance, Computed> = async (
  { family },
  { data, size, pictures, weights, height, width },
) => {
  const bad = [...data.responses, ...data.cosines].flat().find((value) => !Number.isFinite(value))
  if (bad !== undefined) throw new Error(`the family of ${family.lead} gave ${bad}`)
  const square = { width: size, height: size }
  const { bytes } = await encodeColumn(pictures.slice(0, 1), square)
  return {
    files: {
      data,
      picture: { bytes },
      stimuli: await encodeColumn(pictures, square),
      weights: await encodeColumn(weights, { width, height }),
    },
  }
}
