import { LineCounter, type Node, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { nearest } from '../../vocabulary/nearest.ts'
import { AuthorError } from './authorError.ts'
import { type FrontMatter, frontMatterSchema } from './frontMatter.ts'

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
  const lines = new LineCounter()
  const document = parseDocument(block[1], { lineCounter: lines })
  /** Line in the file of an offset in the block, which begins on line 2. */
  const lineAt = (offset: number) => lines.linePos(offset).line + 1

  const [syntax] = document.errors
  if (syntax) {
    throw new AuthorError(
      { path, line: lineAt(syntax.pos[0]) },
      `broken YAML in front matter: ${syntax.message.split(/ at line |\n/)[0]}`,
      'Put a text that contains a colon or begins with a sign into quotes, and indent with spaces.',
    )
  }
  const result = frontMatterSchema.safeParse(document.toJS() ?? {})
  if (result.success) return result.data
  const mistakes = result.error.issues.map((issue) => explain(issue, document))
  // A misspelt field is also a missing one; the misspelling is what to mend.
  mistakes.sort((a, b) => Number(b.unknown) - Number(a.unknown) || a.offset - b.offset)
  const { offset, what, remedy } = mistakes[0]
  throw new AuthorError({ path, line: lineAt(offset) }, what, remedy)
}

function explain(issue: z.core.$ZodIssue, document: Document) {
  const path = issue.path as (string | number)[]
  const name = path.map((part) => (typeof part === 'number' ? part + 1 : part)).join(' ')
  const value = document.getIn(path)
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]
    const known = fieldsBeside(path)
    const close = nearest(key, known)
    return {
      unknown: true,
      offset: keyOffset(document, path, key),
      what: `unknown field in front matter: ${[name, key].filter(Boolean).join(' ')}`,
      remedy: close ? `Did you mean "${close}"?` : `The fields are: ${known.join(', ')}.`,
    }
  }
  if (value === undefined || value === null) {
    const field = String(path.at(-1))
    return {
      unknown: false,
      offset: nodeOffset(document, path.slice(0, -1)),
      what: `missing field in front matter: ${name}`,
      remedy: `Add ${examples[field] ?? `${field}: …`}`,
    }
  }
  const [complaint, remedy = 'Write it as the guide shows.'] = issue.message.split('; ')
  return {
    unknown: false,
    offset: nodeOffset(document, path),
    what: `front matter field ${name}: ${complaint}: ${JSON.stringify(value)}`,
    remedy: remedy[0].toUpperCase() + remedy.slice(1) + (/[.…]$/.test(remedy) ? '' : '.'),
  }
}

/** Names of the fields that may stand at a path: of the article, of an author, of an update, of the licence. */
function fieldsBeside(path: (string | number)[]): string[] {
  const { shape } = frontMatterSchema
  if (path[0] === 'authors') return Object.keys(shape.authors.element.shape)
  if (path[0] === 'updates') return Object.keys(shape.updates.unwrap().element.shape)
  if (path[0] === 'licence') return Object.keys(shape.licence.unwrap().shape)
  return Object.keys(shape)
}

const nodeOffset = (document: Document, path: (string | number)[]): number =>
  ((path.length === 0 ? document.contents : document.getIn(path, true)) as Node | null)?.range?.[0] ?? 0

function keyOffset(document: Document, path: (string | number)[], key: string): number {
  const map = (path.length === 0 ? document.contents : document.getIn(path, true)) as {
    items?: { key: { value: unknown; range?: [number, number, number] } }[]
  } | null
  return map?.items?.find((pair) => pair.key.value === key)?.key.range?.[0] ?? 0
}
