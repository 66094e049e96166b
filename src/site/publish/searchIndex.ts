import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { close, createIndex } from 'pagefind'

/** Pagefind also writes interfaces of its own, which no page loads. */
const needed =
  /^(pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\.|pagefind\.\w+\.pf_meta|(fragment|index|filter)\/)/

/** Writes the search index of every page that marks a text with `data-pagefind-body`; gives how many. */
export async function writeSearchIndex(dist: string): Promise<number> {
  const { index, errors } = await createIndex({})
  if (!index) throw new Error(`Pagefind did not start: ${errors.join('; ')}`)
  try {
    const files = (await readdir(dist, { recursive: true })).filter((file) => file.endsWith('.html'))
    let pages = 0
    for (const file of files.sort()) {
      const content = await readFile(join(dist, file), 'utf8')
      if (!content.includes('data-pagefind-body')) continue
      const { errors } = await index.addHTMLFile({ sourcePath: file, content })
      if (errors.length) throw new Error(`Pagefind cannot read ${file}: ${errors.join('; ')}`)
      pages++
    }
    if (pages === 0) return 0
    for (const { path, content } of (await index.getFiles()).files) {
      if (!needed.test(path)) continue
      await mkdir(dirname(join(dist, 'pagefind', path)), { recursive: true })
      await writeFile(join(dist, 'pagefind', path), content)
    }
    return pages
  } finally {
    await close()
  }
}

/** Makes the articles of a build searchable. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const pages = await writeSearchIndex(fileURLToPath(dir))
        logger.info(pages ? `${pages} pages can be searched` : 'no article, so nothing to search')
      },
    },
  }
}
