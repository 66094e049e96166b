/**
 * What modules hold, remembered by the hash of their source between runs: parsing TypeScript takes
 * a second, and loading its parser half of one. The file may be deleted at any time.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { z } from 'zod'
import { readRegularFile } from '../../src/artifacts/trust/readRegularFile.ts'
import { moduleSchema, type Module } from './module.ts'

export interface ModuleCache {
  /** @param path of a TypeScript file, for messages */
  read(path: string, source: Uint8Array): Module
  /** Writes what is new to the file. */
  keep(): void
}

const cacheSchema = z.object({ reader: z.string(), modules: z.record(z.string(), moduleSchema) })
const require = createRequire(import.meta.url)

/** The sources that decide what is read out of a module. */
const READER = ['module.ts', 'readModule.ts', 'syntax.ts', 'localNames.ts']

/** @param path of the file that keeps the cache; absent, it lives as long as the process */
export function createModuleCache(path?: string): ModuleCache {
  const reader = readerOf()
  const modules = path === undefined ? {} : readCache(path, reader)
  let isNew = false
  return {
    read(modulePath, source) {
      const key = createHash('sha256').update(source).digest('hex')
      const known = modules[key]
      if (known) return known
      isNew = true
      return (modules[key] = parse(modulePath, source))
    },
    keep() {
      if (path !== undefined && isNew) writeCache(path, { reader, modules })
      isNew = false
    },
  }
}

/** Which reader wrote the cache: its own source, and TypeScript's version. */
function readerOf(): string {
  const { version } = require('typescript/package.json') as { version: string }
  const hash = createHash('sha256').update(version)
  for (const name of READER) hash.update(readFileSync(new URL(name, import.meta.url)))
  return hash.digest('hex')
}

/** TypeScript is loaded only where something is not in the cache. */
const parse = (path: string, source: Uint8Array): Module =>
  (require('./readModule.ts') as typeof import('./readModule.ts')).readModule(path, new TextDecoder().decode(source))

function readCache(path: string, reader: string): Record<string, Module> {
  try {
    const bytes = readRegularFile(path)
    if (!bytes) return {}
    const cache = cacheSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
    return cache.reader === reader ? cache.modules : {}
  } catch {
    return {}
  }
}

function writeCache(path: string, cache: z.infer<typeof cacheSchema>): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    const written = `${path}.${process.pid}`
    writeFileSync(written, JSON.stringify(cache), { flag: 'wx' })
    renameSync(written, path)
  } catch {
    // Without it the next run parses again.
  }
}
