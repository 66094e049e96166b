import type { Encode } from '../encode.ts'
import { encodeSquare } from '../encoding/webp.ts'
import type relevance from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof relevance, Computed> = async ({ image, tokenMethods }, { data, picture }) => {
  for (const maps of data.maps) {
    const bad = maps.findIndex(({ values }) => values.some((value) => !Number.isFinite(value)))
    if (bad >= 0) throw new Error(`${tokenMethods[bad]} of ${image} came out not finite`)
  }
  return { files: { data, picture: { bytes: await encodeSquare(picture) } } }
}
