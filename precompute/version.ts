/**
 * The version of an artifact kind: a hash of the definitions that make it.
 *
 * These are what the kind's module exports, and the definitions that they refer to, to the end. Each
 * counts by what it says and by what it refers to, not by its file, its name or its neighbours: code
 * that is moved, renamed or split among files makes nothing stale, and neither do types, comments and layout.
 * Two definitions that say the same are the same. Side effects count of every module on the way. The
 * exact versions of the numeric dependencies join the hash.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createContentHashes } from './definitions/contentHashes.ts'
import { createGraph, type Graph, type Target } from './definitions/graph.ts'
import { createModuleCache } from './definitions/moduleCache.ts'

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
 * @param modules paths of the kind's module, then of those found by place (`import.meta.glob` brings in none of
 * what it matches), in the order in which the request names them
 * @throws Error for an import whose target is computed, since what it brings in cannot be known
 */
export type VersionOf = (modules: readonly string[]) => Version

/** What is reached from the exports of one module. */
interface Reached {
  /** Sorted, each once. */
  hashes: string[]
  packages: ReadonlySet<string>
}

/**
 * Every file is read once, so that the answers hold for as long as none of them changes.
 * @param root of the repository: packages are looked up in its node_modules
 * @param cache of what modules hold; it saves a second
 */
export function createVersionOf(root: string, cache = createModuleCache()): VersionOf {
  const graph = createGraph(cache)
  const hashOf = createContentHashes(graph)
  const reached = remember((path) => reach(path, graph, hashOf))
  const packageVersion = remember((name) => `${name}@${installedVersion(name, root)}`)
  const versions = new Map<string, Version>()

  return (modules) => {
    const paths = modules.map((path) => resolve(path))
    const key = JSON.stringify(paths)
    const known = versions.get(key)
    if (known) return known
    const sets = paths.map(reached)
    const imported = sets.flatMap(({ packages }) => [...packages])
    const numeric = new Set(imported.flatMap((name) => NUMERIC[name] ?? []))
    const dependencies = [...numeric].sort().map(packageVersion)
    const content = JSON.stringify([sets.map(({ hashes }) => hashes), dependencies])
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16)
    versions.set(key, { hash, dependencies })
    cache.keep()
    return { hash, dependencies }
  }
}

function reach(entry: string, graph: Graph, hashOf: (id: string) => string): Reached {
  const nodes = new Set<string>()
  const modules = new Set<string>()
  const constants = new Set<string>()
  const packages = new Set<string>()
  const waiting: Target[] = []
  const pass = (path: string): void => {
    if (modules.has(path)) return
    modules.add(path)
    const node = graph.effectsOf(path)
    if (node !== undefined) waiting.push({ node, position: 0, through: [] })
  }
  pass(entry)
  waiting.push(...graph.exportsOf(entry))
  for (let target = waiting.pop(); target; target = waiting.pop()) {
    target.through.forEach(pass)
    if ('constant' in target) {
      constants.add(target.constant)
      if (target.package !== undefined) packages.add(target.package)
    } else if (!nodes.has(target.node)) {
      nodes.add(target.node)
      waiting.push(...graph.node(target.node).targets)
    }
  }
  const hashes = new Set([...constants, ...[...nodes].map(hashOf)])
  return { hashes: [...hashes].sort(), packages }
}

function remember<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key))
    return known.get(key)!
  }
}

function installedVersion(name: string, root: string): string {
  const path = join(root, 'node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
