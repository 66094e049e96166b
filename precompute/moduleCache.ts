/**
 * What modules hold, remembered by the hash of their source between runs: parsing TypeScript takes
 * half a second, and loading its parser as much. The file may be deleted at any time.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { z } from 'zod'

const moduleSchema = z.object({
  /** Hash of the tokens: no types, comments or layout. */
  tokens: z.string(),
  /** As written: `./tile.ts`, `sharp`. */
  imports: z.array(z.string()),
})

export type Module = z.infer<typeof moduleSchema>

export type ModuleCache = (path: string, source: string) => Module

const cacheSchema = z.record(z.string(), moduleSchema)
const require = createRequire(import.meta.url)

/** Which reader wrote an entry: its own source, and TypeScript's version. */
function readerOf(): string {
  const { version } = require('typescript/package.json') as { version: string }
  return version + readFileSync(new URL('./moduleTokens.ts', import.meta.url), 'utf8')
}

/** @param path of the file that keeps the cache; absent, it lives as long as the process */
export function createModuleCache(path?: string): ModuleCache {
  const known = path === undefined ? {} : readCache(path)
  const reader = readerOf()
  return (modulePath, source) => {
    const key = createHash('sha256').update(`${reader}\0${source}`).digest('hex')
    const found = known[key]
    if (found) return found
    const module = modulePath.endsWith('.ts') ? tokensOf(modulePath, source) : opaque(source)
    known[key] = module
    if (path !== undefined) writeCache(path, known)
    return module
  }
}

/** TypeScript is loaded only where something is not in the cache. */
const tokensOf: ModuleCache = (path, source) =>
  (require('./moduleTokens.ts') as typeof import('./moduleTokens.ts')).moduleTokens(path, source)

/** A file that is not TypeScript counts byte for byte. */
const opaque = (source: string): Module => ({
  tokens: createHash('sha256').update(source).digest('hex'),
  imports: [],
})

function readCache(path: string): Record<string, Module> {
  if (!existsSync(path)) return {}
  try {
    return cacheSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

function writeCache(path: string, known: Record<string, Module>): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify(known))
  } catch {
    // Without it the next run parses again.
  }
}
