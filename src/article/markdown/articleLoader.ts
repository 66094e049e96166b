import { glob as globFiles, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { glob, type Loader } from 'astro/loaders'
import { nearest } from '../../vocabulary/nearest.ts'
import { AuthorError } from './authorError.ts'
import { readFrontMatter } from './readFrontMatter.ts'
import { checkSlug } from './slug.ts'

/** The articles: each folder of `content/` with an `index.mdx`, except those whose name begins with `_`. */
export function articleLoader(): Loader {
  const files = glob({
    pattern: ['*/index.mdx', '!_*/index.mdx'],
    base: './content',
    generateId: ({ entry }) => slugOf(entry),
  })
  return {
    ...files,
    name: 'articles',
    load: async (context) => {
      const content = fileURLToPath(new URL('content/', context.config.root))
      // Astro's own messages name no remedy and often no line, so ours come first.
      const check = async (path: string) => checkArticle(await readFile(path, 'utf8'), path, await slugsIn(content))
      for (const slug of await slugsIn(content)) await check(join(content, slug, 'index.mdx'))
      await files.load({
        ...context,
        parseData: async (entry) => {
          await check(entry.filePath!)
          return context.parseData(entry)
        },
      })
    },
  }
}

async function slugsIn(content: string): Promise<string[]> {
  const entries: string[] = []
  for await (const entry of globFiles('*/index.mdx', { cwd: content })) entries.push(entry)
  return entries
    .map(dirname)
    .filter((slug) => !slug.startsWith('_'))
    .sort()
}

/** Throws `AuthorError` for broken front matter and for a neighbour that is none of `slugs`. */
export function checkArticle(text: string, path: string, slugs: string[]): void {
  const frontMatter = readFrontMatter(text, path)
  for (const field of ['previous', 'next'] as const) {
    const target = frontMatter[field]
    if (target === undefined || slugs.includes(target)) continue
    const line = text.split('\n').findIndex((each) => each.startsWith(`${field}:`)) + 1
    const close = nearest(target, slugs)
    throw new AuthorError(
      { path, line },
      `${field} names no article: ${target}`,
      close ? `Did you mean "${close}"?` : `The articles are: ${slugs.join(', ')}.`,
    )
  }
}

/** `my-lecture/index.mdx` → `my-lecture`. */
export function slugOf(entry: string): string {
  const slug = entry.split('/')[0]
  checkSlug(slug, `content/${entry}`)
  return slug
}
