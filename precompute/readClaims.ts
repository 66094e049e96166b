/** The claims of an article: `(slug) → claims by id`, from `content/<slug>/claims.ts`. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Claim, Claims } from '../src/model/claim.ts'
import { createModuleCache } from './moduleCache.ts'
import { versionOf } from './version.ts'

const root = join(import.meta.dirname, '..')
// Which file it is the request says, and `claimsDigest` counts what is in it.
const load = createRequire(import.meta.url)
const digests = new Map<string, string>()

const pathOf = (article: string): string => resolve('content', article, 'claims.ts')

/** @throws Error where the article has no claims, or none of that name */
export function readClaim(article: string, id: string): Claim {
  const path = found(article, id)
  const { claims } = load(path) as { claims?: Claims }
  if (!claims)
    throw new Error(
      `content/${article}/claims.ts exports no claims (write: export const claims = { … } satisfies Claims)`,
    )
  if (Object.hasOwn(claims, id)) return claims[id]!
  throw new Error(`unknown claim: ${id} (content/${article}/claims.ts has ${Object.keys(claims).join(', ') || 'none'})`)
}

/** Hash of what the claims of an article are measured by: their file, what it imports, and the numeric dependencies. */
export function claimsDigest(article: string, id: string): string {
  const path = found(article, id)
  const digest = digests.get(path) ?? versionOf(path, root, createModuleCache('.precompute/modules.json')).hash
  digests.set(path, digest)
  return digest
}

function found(article: string, id: string): string {
  const path = pathOf(article)
  if (/^[\w-]+$/.test(article) && existsSync(path)) return path
  throw new Error(`no claims: <Claim id="claim-${id}"> needs content/${article}/claims.ts, which exports them by id`)
}
