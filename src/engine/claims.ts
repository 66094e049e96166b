/** The claims of the articles, as the worker finds them: each article's are loaded when one is asked for. */
import { measureShuffled, type Claims } from '../model/claim.ts'
import type { Model } from '../model/model.ts'

const files = import.meta.glob<{ claims: Claims }>('../../content/*/claims.ts')

export interface ClaimArguments {
  /** Slug of the article. */
  article: string
  id: string
  /** Measure it in a network where the weights of the claim's layer are shuffled, with this seed. */
  shuffle?: number
}

/** @throws Error where the article has no such claim */
export async function measureClaim(model: Model, { article, id, shuffle }: ClaimArguments): Promise<number> {
  const claim = (await files[`../../content/${article}/claims.ts`]?.())?.claims[id]
  if (!claim) throw new Error(`unknown claim: ${id} of ${article}; reload the page`)
  return shuffle === undefined ? claim.measure(model) : measureShuffled(model, claim, shuffle)
}
