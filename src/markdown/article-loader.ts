import { readFile } from 'node:fs/promises'
import { glob, type Loader } from 'astro/loaders'
import { readFrontMatter } from './front-matter-errors.ts'
import { checkSlug } from './slug.ts'

/** The articles: each folder of `content/` with an `index.mdx`, except those whose name begins with `_`. */
export function articleLoader(): Loader {
  const files = glob({
    pattern: '[!_]*/index.mdx',
    base: './content',
    generateId: ({ entry }) => slugOf(entry),
  })
  return {
    ...files,
    name: 'articles',
    load: (context) =>
      files.load({
        ...context,
        // Astro's own message names neither line nor remedy, so ours comes first.
        parseData: async (entry) => {
          const path = entry.filePath!
          readFrontMatter(await readFile(path, 'utf8'), path)
          return context.parseData(entry)
        },
      }),
  }
}

/** `my-lecture/index.mdx` → `my-lecture`. */
export function slugOf(entry: string): string {
  const slug = entry.split('/')[0]!
  checkSlug(slug, `content/${entry}`)
  return slug
}
