/**
 * `import.meta.glob` for Node, which knows no such thing: a call with a pattern and options as text is
 * replaced by the imports that Vite would put there. Imported before anything that has such a call.
 */
import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const CALL = /import\.meta\.glob(?:<[^()]*>)?\(\s*'(\.[^']+)'\s*(?:,\s*\{([^}]*)\}\s*)?,?\s*\)/g

/** The source with its calls replaced; `list` gives the paths that match a pattern. */
export function replaceGlobs(source: string, list: (pattern: string) => string[]): string {
  const imports: string[] = []
  const replaced = source.replace(CALL, (_, pattern: string, options = '') => {
    const name = /import:\s*'([^']+)'/.exec(options)?.[1]
    const eager = /eager:\s*true/.test(options)
    const entries = list(pattern).map((path) => {
      if (!eager) return `'${path}': () => import('${path}')${name ? `.then((found) => found['${name}'])` : ''}`
      const local = `__found${imports.length}`
      imports.push(`import * as ${local} from '${path}'`)
      return `'${path}': ${local}${name ? `['${name}']` : ''}`
    })
    return `{ ${entries.join(', ')} }`
  })
  return imports.length > 0 ? `${imports.join('; ')}; ${replaced}` : replaced
}

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.startsWith('file:') || url.includes('/node_modules/') || !loaded.source) return loaded
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
    if (!source.includes('import.meta.glob')) return loaded
    const cwd = dirname(fileURLToPath(url))
    const list = (pattern: string) =>
      globSync(pattern, { cwd })
        .map((path) => `./${path.replaceAll('\\', '/')}`.replace('./../', '../'))
        .sort()
    return { ...loaded, source: replaceGlobs(source, list) }
  },
})
