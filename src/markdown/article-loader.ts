import { glob as globFiles, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { glob, type Loader } from 'astro/loaders'
import { readFrontMatter } from './front-matter-errors.ts'
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
      // Astro's own messages name no remedy and often no line, so ours come first.
      const root = fileURLToPath(new URL('content/', context.config.root))
      for await (const path of globFiles('*/index.mdx', { cwd: root }))
        if (!path.startsWith('_')) await check(join(root, path))
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

async function check(path: string) {
  readFrontMatter(await readFile(path, 'utf8'), path)
}

/** `my-lecture/index.mdx` → `my-lecture`. */
export function slugOf(entry: string): string {
  const slug = entry.split('/')[0]!
  checkSlug(slug, `content/${entry}`)
  return slug
}
