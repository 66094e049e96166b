/** The claims of the articles: each article's are loaded when one is measured. */
import { measureShuffled, type Claims } from '../../model/claim.ts'
import type { Model } from '../../model/model.ts'

const files = import.meta.glob<{ claims: Claims }>('/content/*/claims.ts')

export interface ClaimAsked {
  /** Slug of the article. */
  article: string
  /** As in its `claims.ts`. */
  name: string
  /** Measures it in a network where the weights of the claim's layer are shuffled, with this seed. */
  shuffle?: number
}

/** @throws Error where the article has no such claim */
export async function measure(model: Model, { article, name, shuffle }: ClaimAsked): Promise<number> {
  const claim = (await files[`/content/${article}/claims.ts`]?.())?.claims[name]
  if (!claim) throw new Error(`${article} does not claim ${name} any more; reload the page`)
  return shuffle === undefined ? claim.measure(model) : measureShuffled(model, claim, shuffle)
}
