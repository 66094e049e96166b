/** The claims of an article: `(slug) → claims by id`, from `content/<slug>/claims.ts`. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Claim, Claims } from '../src/model/claim.ts'

// Which file it is the request says; its kind names it as a part, so that what is in it counts.
const load = createRequire(import.meta.url)

/** @throws Error where the article has no claims, or none of that name */
export function readClaim(article: string, id: string): Claim {
  const path = claimsPath(article, id)
  const { claims } = load(path) as { claims?: Claims }
  if (!claims)
    throw new Error(
      `content/${article}/claims.ts exports no claims (write: export const claims = { … } satisfies Claims)`,
    )
  if (Object.hasOwn(claims, id)) return claims[id]
  throw new Error(`unknown claim: ${id} (content/${article}/claims.ts has ${Object.keys(claims).join(', ') || 'none'})`)
}

/** @throws Error where the article has no claims */
export function claimsPath(article: string, id: string): string {
  const path = resolve('content', article, 'claims.ts')
  if (/^[\w-]+$/.test(article) && existsSync(path)) return path
  throw new Error(`no claims: <Claim id="claim-${id}"> needs content/${article}/claims.ts, which exports them by id`)
}
