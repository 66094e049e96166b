import type { LayerAttention } from '../../attribution/tokens/attentionOf.ts'
import { readBy } from '../../vocabulary/attentionSpread.ts'
import { levelOfProbability } from '../../vocabulary/probabilityLevel.ts'
import type { Encode } from '../encode.ts'
import { encodeLossless, encodeSquare } from '../encoding/webp.ts'
import type attentionMaps from './artifact.ts'
import type { Computed } from './compute.ts'

export const encode: Encode<typeof attentionMaps, Computed> = async (
  { image, token },
  { data, attention, picture },
) => {
  const bad = attention.find(({ values }) => values.some((value) => !(value >= 0 && value <= 1)))
  if (bad) throw new Error(`${bad.layer} on ${image} came out as no probabilities`)
  const first = attention.map((layer) =>
    Array.from({ length: layer.heads }, (_, head) =>
      Array.from(readBy(layer.values, layer, head, token), levelOfProbability),
    ),
  )
  return {
    files: {
      data: { ...data, first },
      attention: { bytes: await encodeLossless(levelSheet(attention)) },
      picture: { bytes: await encodeSquare(picture) },
    },
  }
}

/** Grey, `N` rows for each block and `N` columns for each of its heads. */
function levelSheet(attention: readonly LayerAttention[]) {
  const { tokens } = attention[0]!
  const width = tokens * Math.max(...attention.map(({ heads }) => heads))
  const height = tokens * attention.length
  const pixels = new Uint8Array(3 * width * height)
  for (const [block, { heads, values }] of attention.entries())
    for (const [i, value] of values.entries()) {
      const [head, pair] = [i % heads, Math.floor(i / heads)]
      const row = block * tokens + Math.floor(pair / tokens)
      const column = head * tokens + (pair % tokens)
      pixels.fill(levelOfProbability(value), 3 * (row * width + column), 3 * (row * width + column) + 3)
    }
  return { pixels, width, height }
}
