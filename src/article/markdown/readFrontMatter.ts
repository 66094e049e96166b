import { AuthorError } from './authorError.ts'
import { type FrontMatter, frontMatterSchema } from './frontMatter.ts'
import { readYaml } from './readYaml.ts'

/** How a required field is written. */
const examples: Record<string, string> = {
  title: 'title: Curve Detectors',
  description: 'description: One or two sentences.',
  authors: 'authors:\n  - name: Ada Lovelace',
  published: 'published: 2026-11-22',
  name: 'name: Ada Lovelace',
  text: 'text: Corrected the sign in Equation 2.',
  date: 'date: 2026-11-22',
  url: 'url: https://example.org',
}

/**
 * Reads the front matter of an article's text. Throws `AuthorError` at the line of the first mistake:
 * broken YAML, an unknown or missing field, a value of the wrong form.
 */
export function readFrontMatter(text: string, path: string): FrontMatter {
  const block = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*$/m.exec(text)
  if (!block || block.index !== 0) {
    throw new AuthorError(
      { path, line: 1 },
      'no front matter',
      'Begin the file with a line ---, the fields title, description, authors and published, and a line ---.',
    )
  }
  return readYaml(block[1], frontMatterSchema, { path, firstLine: 2, name: 'front matter', examples }).data
}
