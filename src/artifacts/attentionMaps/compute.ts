import { attentionOf, type LayerAttention } from '../../attribution/tokens/attentionOf.ts'
import { tokenStructure } from '../../attribution/tokens/structure.ts'
import { networkFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import { headSpread } from '../../vocabulary/attentionSpread.ts'
import { significant } from '../../vocabulary/digits.ts'
import type { Compute, Flop } from '../compute.ts'
import type { Readers } from '../readers.ts'
import type attentionMaps from './artifact.ts'
import type { AttentionMapsData, AttentionMapsRequest } from './artifact.ts'

export interface Computed {
  data: Omit<AttentionMapsData, 'first'>
  attention: LayerAttention[]
  /** RGB in 0 … 255. */
  picture: Uint8Array
}

export const flop: Flop<typeof attentionMaps> = (_, table) => networkFlop(table)

export const compute: Compute<typeof attentionMaps, Computed> = async (model, requests, onStep, readers) => {
  const computed: Computed[] = []
  for (const [i, request] of requests.entries()) {
    computed.push(await read(model, request, readers))
    onStep(i + 1, requests.length)
  }
  return computed
}

async function read(model: Model, { image, token }: AttentionMapsRequest, readers: Readers): Promise<Computed> {
  const { height, width } = model.table.input
  const {
    attention: layers,
    grid: [rows, columns],
    before,
    read,
    tokens,
  } = tokenStructure(model.table)
  if (token >= tokens)
    throw new Error(`unknown token: ${token} of ${image} (${model.table.id} has tokens 0 to ${tokens - 1})`)
  const picture = await readers.picture(image, height, width)
  const pixels = { height, width, values: Float32Array.from(picture, (value) => value / 255) }
  const attention = await attentionOf(model, layers, pixels)
  const spread = attention.map(({ values, heads }) =>
    Array.from({ length: heads }, (_, head) => headSpread(values, heads, head, { before, rows, columns })),
  )
  return {
    attention,
    picture,
    data: {
      rows,
      columns,
      before,
      read,
      layers: [...layers],
      entropy: spread.map((heads) => heads.map(({ entropy }) => significant(entropy, 4))),
      distance: spread.map((heads) => heads.map(({ distance }) => distance && significant(distance, 4))),
    },
  }
}
