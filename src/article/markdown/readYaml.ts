import { LineCounter, type Node, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { nearest } from '../../vocabulary/nearest.ts'
import { AuthorError } from './authorError.ts'

type Path = (string | number)[]

/** Where a block of YAML stands, and what it is called in messages. */
export interface YamlPlace {
  path: string
  /** Line of the file on which the block begins, from 1. */
  firstLine?: number
  /** `front matter`. */
  name: string
  /** How a required field is written, by its name. */
  examples: Readonly<Record<string, string>>
}

/** What a schema made of an author's YAML, and the line of each value. */
export interface ReadYaml<T> {
  data: T
  /** Line in the file of the value at a path: `['lectures', 0, 'article']`. */
  lineOf(path: Path): number
}

/**
 * Reads YAML that an author wrote. Throws `AuthorError` at the line of the first mistake: broken YAML, an unknown or
 * missing field, a value of the wrong form.
 */
export function readYaml<S extends z.ZodObject>(
  text: string,
  schema: S,
  { path, firstLine = 1, name, examples }: YamlPlace,
): ReadYaml<z.infer<S>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1

  const [syntax] = document.errors
  if (syntax) {
    throw new AuthorError(
      { path, line: lineAt(syntax.pos[0]) },
      `broken YAML in ${name}: ${syntax.message.split(/ at line |\n/)[0]}`,
      'Put a text that contains a colon or begins with a sign into quotes, and indent with spaces.',
    )
  }
  const result = schema.safeParse(document.toJS() ?? {})
  if (result.success) return { data: result.data, lineOf: (at) => lineAt(nodeOffset(document, at)) }
  const mistakes = result.error.issues.map((issue) => explain(issue, document, schema, name, examples))
  // A misspelt field is also a missing one; the misspelling is what to mend.
  mistakes.sort((a, b) => Number(b.unknown) - Number(a.unknown) || a.offset - b.offset)
  const { offset, what, remedy } = mistakes[0]
  throw new AuthorError({ path, line: lineAt(offset) }, what, remedy)
}

function explain(
  issue: z.core.$ZodIssue,
  document: Document,
  schema: z.ZodObject,
  name: string,
  examples: YamlPlace['examples'],
) {
  const path = issue.path as Path
  const words = path.map((part) => (typeof part === 'number' ? part + 1 : part)).join(' ')
  const value = document.getIn(path)
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]
    const known = fieldsAt(schema, path)
    const close = nearest(key, known)
    return {
      unknown: true,
      offset: keyOffset(document, path, key),
      what: `unknown field in ${name}: ${[words, key].filter(Boolean).join(' ')}`,
      remedy: close ? `Did you mean "${close}"?` : `The fields are: ${known.join(', ')}.`,
    }
  }
  if (value === undefined || value === null) {
    const field = String(path.at(-1))
    return {
      unknown: false,
      offset: nodeOffset(document, path.slice(0, -1)),
      what: `missing field in ${name}: ${words}`,
      remedy: `Add ${examples[field] ?? `${field}: …`}`,
    }
  }
  const [complaint, remedy = 'Write it as the guide shows.'] = issue.message.split('; ')
  return {
    unknown: false,
    offset: nodeOffset(document, path),
    what: `${name} field ${words}: ${complaint}${isText(value) ? `: ${JSON.stringify(value)}` : ''}`,
    remedy: remedy[0].toUpperCase() + remedy.slice(1) + (/[.…]$/.test(remedy) ? '' : '.'),
  }
}

/** What can be echoed in a line. */
const isText = (value: unknown) => typeof value !== 'object'

/** Names of the fields that may stand at a path, in the order of the schema. */
function fieldsAt(schema: z.ZodObject, path: Path): string[] {
  let at = bare(schema)
  for (const part of path) {
    const inside = typeof part === 'number' ? at.def.element : at.def.shape?.[part]
    if (!inside) return []
    at = bare(inside)
  }
  return Object.keys(at.def.shape ?? {})
}

interface AnySchema {
  def: { innerType?: AnySchema; in?: AnySchema; element?: AnySchema; shape?: Record<string, AnySchema> }
}

/** A schema without what only says that it may be absent. */
function bare(schema: unknown): AnySchema {
  const { def } = schema as AnySchema
  const inside = def.innerType ?? def.in
  return inside ? bare(inside) : (schema as AnySchema)
}

const nodeOffset = (document: Document, path: Path): number =>
  ((path.length === 0 ? document.contents : document.getIn(path, true)) as Node | null)?.range?.[0] ?? 0

function keyOffset(document: Document, path: Path, key: string): number {
  const map = (path.length === 0 ? document.contents : document.getIn(path, true)) as {
    items?: { key: { value: unknown; range?: [number, number, number] } }[]
  } | null
  return map?.items?.find((pair) => pair.key.value === key)?.key.range?.[0] ?? 0
}
