/**
 * Which definition refers to which, across modules: `(module cache) → (path) → targets`.
 *
 * A node is one definition, the side effects of one module, or a whole module as `import * as` sees it.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DYNAMIC, type Imported, type Module, type Syntax } from './module.ts'
import type { ModuleCache } from './moduleCache.ts'

/** What a reference leads to. */
export type Target = (
  | {
      node: string
      /** Which of the names that the definition binds. */
      position: number
    }
  /** Outside of the graph: an export of a package, or a file's bytes. */
  | { constant: string; package?: string }
) & {
  /** The modules passed on the way; their side effects happen. */
  through: readonly string[]
}

export interface Node {
  shape: string
  targets: readonly Target[]
}

export interface Graph {
  /** What a module exports, by no particular name; a file that is not TypeScript is one constant. */
  exportsOf(path: string): readonly Target[]
  node(id: string): Node
  /** The node of a module's side effects, where it has some. */
  effectsOf(path: string): string | undefined
}

/** Whole modules and side effects, where a definition has its number. */
const WHOLE = '*'
const EFFECTS = '!'

export function createGraph(cache: ModuleCache): Graph {
  const modules = new Map<string, Module | string>()
  const nodes = new Map<string, Node>()

  /** A file that is not TypeScript is the hash of its bytes. */
  function read(path: string): Module | string {
    const known = modules.get(path)
    if (known !== undefined) return known
    const source = readFileSync(path)
    const module = path.endsWith('.ts') ? cache.read(path, source) : createHash('sha256').update(source).digest('hex')
    modules.set(path, module)
    return module
  }

  /** @throws Error where a module has no such export */
  function exported(path: string, name: string): Target {
    const module = read(path)
    if (typeof module === 'string') return { constant: `${module}#${name}`, through: [path] }
    if (name === WHOLE) return { node: idOf(path, WHOLE), position: 0, through: [path] }
    const found = lookUp(path, name, new Set())
    if (found) return found
    throw new Error(`no export ${name} in ${path}, which another module imports`)
  }

  function lookUp(path: string, name: string, seen: Set<string>): Target | undefined {
    if (seen.has(path)) return undefined
    seen.add(path)
    const module = read(path)
    if (typeof module === 'string') return undefined
    const passing = (target: Target | undefined): Target | undefined =>
      target && { ...target, through: [path, ...target.through] }
    if (Object.hasOwn(module.exports, name)) {
      const source = module.exports[name]
      return typeof source === 'string' ? local(path, module, source) : passing(imported(path, source))
    }
    if (name === 'default') return undefined
    const [inside, outside] = [module.stars.filter(isRelative), module.stars.filter(isPackage)]
    for (const star of inside) {
      const found = lookUp(join(dirname(path), star), name, seen)
      if (found) return passing(found)
    }
    return outside[0] === undefined ? undefined : passing(imported(path, { from: outside[0], name }))
  }

  const imported = (path: string, { from, name }: Imported): Target =>
    isRelative(from)
      ? exported(join(dirname(path), from), name)
      : { constant: `package:${from}#${name}`, package: from, through: [] }

  /** What a name of the top level of a module, or a dynamic import there, leads to. */
  function local(path: string, module: Module, name: string): Target {
    if (name.startsWith(DYNAMIC)) return imported(path, { from: name.slice(DYNAMIC.length), name: WHOLE })
    if (Object.hasOwn(module.imports, name)) return imported(path, module.imports[name])
    const i = module.definitions.findIndex(({ names }) => names.includes(name))
    if (i < 0) throw new Error(`no definition of ${name} in ${path}`)
    const position = module.definitions[i].names.indexOf(name)
    return { node: idOf(path, i), position, through: [path] }
  }

  function exportedNames(path: string, seen = new Set<string>()): string[] {
    if (seen.has(path)) return []
    seen.add(path)
    const module = read(path)
    if (typeof module === 'string') return []
    const starred = module.stars
      .filter(isRelative)
      .flatMap((star) => exportedNames(join(dirname(path), star), seen))
      .filter((name) => name !== 'default')
    return [...new Set([...Object.keys(module.exports), ...starred])].sort()
  }

  /** What `export * from` brings in of packages. */
  function packagesOf(path: string): Target[] {
    const { stars } = read(path) as Module
    return stars.filter(isPackage).map((from) => imported(path, { from, name: WHOLE }))
  }

  function makeNode(path: string, part: string): Node {
    const module = read(path) as Module
    const nodeOf = ({ shape, references }: Syntax): Node => ({
      shape,
      targets: references.map((name) => local(path, module, name)),
    })
    if (part === WHOLE) return { shape: exportedNames(path).join(), targets: graph.exportsOf(path) }
    if (part !== EFFECTS) return nodeOf(module.definitions[Number(part)])
    const own = nodeOf(module.effects ?? { shape: '', references: [] })
    const brought = module.effectImports.flatMap((from) => everything(path, from))
    return { shape: `effects ${own.shape}`, targets: [...brought, ...own.targets] }
  }

  /** All that a module imported for its side effects defines: defining may be the effect. */
  function everything(path: string, from: string): Target[] {
    if (!isRelative(from)) return [imported(path, { from, name: WHOLE })]
    const target = join(dirname(path), from)
    const module = read(target)
    const definitions = typeof module === 'string' ? [] : module.definitions
    return [
      exported(target, WHOLE),
      ...definitions.map((_, i) => ({ node: idOf(target, i), position: 0, through: [target] })),
    ]
  }

  const graph: Graph = {
    exportsOf: (path) =>
      typeof read(path) === 'string'
        ? [exported(path, WHOLE)]
        : [...exportedNames(path).map((name) => exported(path, name)), ...packagesOf(path)],
    node(id) {
      const known = nodes.get(id)
      if (known) return known
      const end = id.lastIndexOf('#')
      const node = makeNode(id.slice(0, end), id.slice(end + 1))
      nodes.set(id, node)
      return node
    },
    effectsOf(path) {
      const module = read(path)
      if (typeof module === 'string') return undefined
      return module.effects || module.effectImports.length > 0 ? idOf(path, EFFECTS) : undefined
    },
  }
  return graph
}

const idOf = (path: string, part: string | number): string => `${path}#${part}`
const isRelative = (from: string): boolean => from.startsWith('./') || from.startsWith('../')
const isPackage = (from: string): boolean => !isRelative(from)
