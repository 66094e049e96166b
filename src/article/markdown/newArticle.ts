import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AuthorError } from './authorError.ts'
import { checkSlug } from './slug.ts'

/**
 * Makes `<contentDir>/<slug>/` with a working article and its bibliography, and gives its path.
 * Throws `AuthorError` for a slug that is missing, taken, or cannot be an address.
 */
export function newArticle(
  slug: string | undefined,
  { contentDir, author, today }: { contentDir: string; author: string; today: Date },
): string {
  if (!slug) {
    throw new AuthorError({ path: contentDir }, 'no name given', 'Run: npm run new -- my-lecture')
  }
  const folder = join(contentDir, slug)
  checkSlug(slug, folder)
  if (existsSync(folder)) {
    throw new AuthorError({ path: folder }, 'exists already', 'Choose another name.')
  }
  const words = slug.replaceAll('-', ' ')
  const values: Record<string, string> = {
    title: words[0].toUpperCase() + words.slice(1),
    author: JSON.stringify(author),
    date: today.toISOString().slice(0, 10),
  }
  const template = readFileSync(new URL('template.mdx', import.meta.url), 'utf8')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'index.mdx')
  writeFileSync(
    path,
    template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name]),
  )
  cpSync(new URL('template.bib', import.meta.url), join(folder, 'references.bib'))
  return path
}

/** The name that git signs with, for the byline. */
function gitName(): string {
  try {
    return execFileSync('git', ['config', 'user.name'], { encoding: 'utf8' }).trim() || 'Your name'
  } catch {
    return 'Your name'
  }
}

if (import.meta.main) {
  try {
    const options = { contentDir: 'content', author: gitName(), today: new Date() }
    const path = newArticle(process.argv[2], options)
    console.log(`Made ${path}\nRun: npm run dev`)
  } catch (error) {
    if (!(error instanceof AuthorError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
