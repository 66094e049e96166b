/** What every head of every block reads, from every token, and how widely. */
import { attentionOf } from '../../attribution/tokens/attentionOf.ts'
import { tokenStructure } from '../../attribution/tokens/structure.ts'
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'
import { headSpread } from '../../vocabulary/attentionSpread.ts'
import type { Attended } from './view.ts'

export async function attended(model: Model, { image }: { image: Pixels }): Promise<Attended> {
  const {
    attention: layers,
    before,
    grid: [rows, columns],
  } = tokenStructure(model.table)
  const found = await attentionOf(model, layers, image)
  const spread = found.map(({ values, heads }) =>
    Array.from({ length: heads }, (_, head) => headSpread(values, heads, head, { before, rows, columns })),
  )
  return {
    probabilities: found.map(({ values }) => values),
    entropy: spread.map((heads) => heads.map(({ entropy }) => entropy)),
    distance: spread.map((heads) => heads.map(({ distance }) => distance)),
  }
}
