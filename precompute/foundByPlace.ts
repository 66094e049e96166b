/**
 * Imported before a program's other modules, it gives Node `import.meta.glob` in `src`, with Vite's
 * meaning: what is found by place on a page is found by a worker too.
 */
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { globImports } from './globImports.ts'

const root = join(import.meta.dirname, '..')
const sources = `${pathToFileURL(join(root, 'src')).href}/`

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const file = url.split('?', 1)[0]
    if (!file.startsWith(sources) || !file.endsWith('.ts') || !loaded.source) return loaded
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
    if (!source.includes('import.meta.glob')) return loaded
    return { ...loaded, source: globImports(source, fileURLToPath(file), root) }
  },
})
