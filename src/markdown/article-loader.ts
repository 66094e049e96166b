import { readFile } from 'node:fs/promises'
import { glob, type Loader } from 'astro/loaders'
import { AuthorError } from './author-error.ts'
import { readFrontMatter } from './front-matter-errors.ts'

/** First parts of addresses that the site itself uses. */
const reserved = ['tags', 'models', 'figures', 'artifacts', 'pagefind', '_astro', '404']

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
  const path = `content/${entry}`
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    throw new AuthorError(
      { path },
      `folder name cannot be an address: ${slug}`,
      'Rename it to lower-case letters, digits and single hyphens, as in my-lecture.',
    )
  }
  if (reserved.includes(slug)) {
    throw new AuthorError(
      { path },
      `folder name is taken by the site itself: ${slug}`,
      'Rename it.',
    )
  }
  return slug
}
