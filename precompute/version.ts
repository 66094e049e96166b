/**
 * The version of an artifact kind: a hash of the code that makes it.
 *
 * That is the kind's own file and what it imports from this repository, followed to the end, as a
 * sequence of tokens: types, comments and layout do not count, so that neither a better comment nor
 * another formatter makes a picture stale. The exact versions of the numeric dependencies join it.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { createModuleCache, type Module, type ModuleCache } from './moduleCache.ts'

/** Packages whose code decides the numbers or the bytes, by the import that brings them in. */
const NUMERIC: Record<string, string[]> = {
  '@tensorflow/tfjs-core': [
    '@tensorflow/tfjs',
    '@tensorflow/tfjs-backend-cpu',
    '@tensorflow/tfjs-backend-wasm',
    '@tensorflow/tfjs-backend-webgpu',
    '@tensorflow/tfjs-core',
  ],
  sharp: ['sharp'],
}

export interface Version {
  hash: string
  /** The numeric dependencies, as in `sharp@0.35.5`, sorted. */
  dependencies: string[]
}

/**
 * @param entry path of the kind's file
 * @param root of the repository: paths are hashed relative to it, packages looked up in its node_modules
 * @param cache of what modules hold; it saves half a second
 * @throws Error for an import whose target is computed, since what it brings in cannot be known
 */
export function versionOf(entry: string, root: string, cache = createModuleCache()): Version {
  const hash = createHash('sha256')
  const packages = new Set<string>()
  for (const [path, module] of closure(resolve(entry), cache)) {
    hash.update(`${relative(root, path).split(sep).join('/')}\0${module.tokens}\n`)
    for (const name of module.imports) for (const each of NUMERIC[name] ?? []) packages.add(each)
  }
  const dependencies = [...packages].sort().map((name) => `${name}@${packageVersion(name, root)}`)
  for (const dependency of dependencies) hash.update(`${dependency}\n`)
  return { hash: hash.digest('hex').slice(0, 16), dependencies }
}

/** The modules reached from `entry`, by absolute path, sorted. */
function closure(entry: string, cache: ModuleCache): [string, Module][] {
  const found = new Map<string, Module>()
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    const module = cache(path, readFileSync(path, 'utf8'))
    found.set(path, module)
    for (const target of module.imports)
      if (target.startsWith('./') || target.startsWith('../')) waiting.push(join(dirname(path), target))
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
}

function packageVersion(name: string, root: string): string {
  const path = join(root, 'node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
