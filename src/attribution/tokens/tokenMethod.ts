/** What a method is that says which patches a transformer's answer came from: one file `methods/<method>.ts`. */
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'
import type { TokenMethodWords } from '../../vocabulary/tokenMethod.ts'
import { classesOf } from '../classScore.ts'
import { attentionOf, type LayerAttention } from './attentionOf.ts'
import { doubleValues } from './doubleValues.ts'
import { propagate, type Propagated } from './propagate.ts'
import { tokenStructure, type TokenStructure } from './structure.ts'

/** One image and one class, as every method gets them. */
export interface TokensGiven {
  model: Model
  structure: TokenStructure
  image: Pixels
  /** The class's index. */
  index: number
  /** The first block that counts, from 0: those before it are taken for the identity. */
  from: number
  seed: number
}

/** `rows · columns` numbers, one a patch, row by row. */
export type PatchMap = Float64Array

export interface TokenMethod extends TokenMethodWords {
  map(given: TokensGiven): Promise<PatchMap>
}

/**
 * What the methods are given.
 * @param from the first block that counts, from 0
 * @throws Error for a network that is no transformer, a class that it does not know, or a block that it has not
 */
export function tokensGiven(model: Model, image: Pixels, index: number, { from = 0, seed = 0 } = {}): TokensGiven {
  const structure = tokenStructure(model.table)
  const { classes } = classesOf(model.table)
  if (!Number.isInteger(index) || index < 0 || index >= classes)
    throw new Error(`unknown class: ${index} (${model.table.id} has classes 0 to ${classes - 1})`)
  if (!Number.isInteger(from) || from < 0 || from >= structure.attention.length)
    throw new Error(`unknown block: ${from} (${model.table.id} has blocks 0 to ${structure.attention.length - 1})`)
  return { model, structure, image, index, from, seed }
}

/** What several methods read: computed once for each given. */
function once<T>(compute: (given: TokensGiven) => T): (given: TokensGiven) => T {
  const kept = new WeakMap<TokensGiven, { value: T }>()
  return (given) => {
    const found = kept.get(given) ?? { value: compute(given) }
    kept.set(given, found)
    return found.value
  }
}

/** Attention of every block, with the class's slope for it. */
export const attentionWithSlopes = once(
  async ({ model, structure, image, index }): Promise<Required<LayerAttention>[]> =>
    (await attentionOf(model, structure.attention, image, index)).map((each) => ({ ...each, slopes: each.slopes! })),
)

/** Relevance of every layer, in double precision. */
export const propagatedRelevance = once(({ model, structure, image, index }): Propagated => {
  const values = doubleValues(model, image, structure.readout)
  return propagate(model, values, { layer: structure.readout, unit: index })
})
