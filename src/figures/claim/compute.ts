/** The claims of the articles: each article's are loaded when one is measured. */
import { measureByChance, measureClaim, type Claims } from '../../model/claim.ts'
import type { Model } from '../../model/model.ts'

const files = import.meta.glob<{ claims: Claims }>('/content/*/claims.ts')

export interface ClaimAsked {
  /** Slug of the article. */
  article: string
  /** As in its `claims.ts`. */
  name: string
  /** Measures it by chance, with this seed. */
  shuffle?: number
}

/**
 * @param networkNamed another network of the site
 * @throws Error where the article has no such claim
 */
export async function measure(
  model: Model,
  { article, name, shuffle }: ClaimAsked,
  networkNamed: (id: string) => Promise<Model>,
): Promise<number> {
  const claim = (await files[`/content/${article}/claims.ts`]?.())?.claims[name]
  if (!claim) throw new Error(`${article} does not claim ${name} any more; reload the page`)
  const about = { model, beside: claim.beside === undefined ? undefined : await networkNamed(claim.beside) }
  return shuffle === undefined ? measureClaim(claim, about) : measureByChance(claim, about, shuffle)
}
