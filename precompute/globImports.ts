/** `(source, path, root) → source` in which imports stand for `import.meta.glob`, as Vite writes them. */
import { globSync } from 'node:fs'
import { dirname, join, matchesGlob, relative, sep } from 'node:path'
import { globCalls, type GlobCall } from './globCalls.ts'

/**
 * The lines keep their numbers: imports come before the first, and a call keeps its line breaks.
 * @param path of the module; it is not among what it finds
 * @param root of the project, where patterns such as `/content/*.json` begin
 */
export function globImports(source: string, path: string, root: string): string {
  let imports = ''
  let rewritten = ''
  let end = 0
  for (const [i, call] of globCalls(source).entries()) {
    const entries = filesOf(call.patterns, path, root).map(({ key, from }, j) => {
      if (!call.eager) return `${key}: () => import(${from})${picked(call)}`
      const local = `__glob_${i}_${j}`
      imports += `import ${clause(call, local)} from ${from}; `
      return `${key}: ${local}`
    })
    const breaks = source.slice(call.start, call.end).replace(/[^\n]/g, '')
    rewritten += `${source.slice(end, call.start)}({ ${entries.join(', ')}${breaks} })`
    end = call.end
  }
  return imports + rewritten + source.slice(end)
}

const clause = ({ name }: GlobCall, local: string): string =>
  name === undefined ? `* as ${local}` : `{ ${JSON.stringify(name)} as ${local} }`

const picked = ({ name }: GlobCall): string =>
  name === undefined ? '' : `.then((module) => module[${JSON.stringify(name)}])`

/** The files that match, sorted by path: their keys as Vite names them, and what to import, in quotes. */
function filesOf(patterns: readonly string[], path: string, root: string): { key: string; from: string }[] {
  const folder = dirname(path)
  const absolute = (pattern: string): string => {
    if (/^\.{1,2}\//.test(pattern)) return join(folder, pattern)
    if (pattern.startsWith('/') || pattern.startsWith('**')) return join(root, pattern)
    throw new Error(`invalid pattern in ${path}: ${pattern} (begin it with ./, ../ or /)`)
  }
  const left = patterns.filter((each) => each.startsWith('!')).map((each) => absolute(each.slice(1)))
  const wanted = patterns.filter((each) => !each.startsWith('!'))
  const isRelative = wanted.every((each) => each.startsWith('.'))
  const files = new Set(wanted.flatMap((each) => globSync(absolute(each))))
  return [...files]
    .filter((file) => file !== path && !file.includes(`${sep}node_modules${sep}`))
    .filter((file) => !left.some((pattern) => matchesGlob(file, pattern)))
    .sort()
    .map((file) => {
      const from = relativePath(folder, file)
      const key = isRelative ? from : `/${relative(root, file).split(sep).join('/')}`
      return { key: JSON.stringify(key), from: JSON.stringify(from) }
    })
}

function relativePath(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join('/')
  return path.startsWith('.') ? path : `./${path}`
}
