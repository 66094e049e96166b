import type { Encode } from '../encode.ts'
import { bytesOf } from '../encoding/tileSheet.ts'
import { encodeLossless, encodeSquare } from '../encoding/webp.ts'
import type perturbation from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof perturbation, Computed> = async (
  { image, tokenMethods },
  { data, picture, fillings },
) => {
  for (const [i, { curves }] of data.methods.entries())
    for (const { most, least } of Object.values(curves))
      if (![...most.probabilities, ...least.probabilities].every(Number.isFinite))
        throw new Error(`the class's probability on ${image}, ordered by ${tokenMethods[i]}, came out not finite`)
  const { width, height } = fillings[0]!
  const pixels = Buffer.concat(fillings.map(({ values }) => bytesOf(values)))
  return {
    files: {
      data,
      picture: { bytes: await encodeSquare(picture) },
      // Without loss: beside what is left of the picture, a filling's edges would show.
      fillings: {
        bytes: await encodeLossless({ pixels, width, height: height * fillings.length }),
        tiles: { width, height, columns: 1, rows: fillings.length },
      },
    },
  }
}
