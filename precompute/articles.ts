/** Reads the articles' MDX: `(content folder) → the figures in them, with the props as written`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Root } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { AuthorError, type Place } from '../src/article/markdown/authorError.ts'
import { literalProps } from '../src/article/markdown/literalProps.ts'
import { EXIT, Failure } from './failure.ts'

/** A figure element of an article. */
export interface FigureElement {
  /** The element's name: `FeatureGrid`. */
  name: string
  props: Record<string, unknown>
  place: Place
}

type Element = (MdxJsxFlowElement | MdxJsxTextElement) & { name: string }

/** The slugs of the articles, drafts included, sorted; a folder whose name starts with `_` is none. */
export function articleSlugs(content: string): string[] {
  if (!existsSync(content)) return []
  return readdirSync(content)
    .filter((slug) => !slug.startsWith('_') && existsSync(join(content, slug, 'index.mdx')))
    .sort()
}

/**
 * The figures of the named articles, or of all, in order of appearance.
 * @param kinds names of the elements that are figures
 * @throws Failure for an unknown article, AuthorError for a prop that is not a literal
 */
export function readFigures(content: string, slugs: readonly string[], kinds: readonly string[]): FigureElement[] {
  const known = articleSlugs(content)
  for (const slug of slugs)
    if (!known.includes(slug))
      throw new Failure(
        EXIT.input,
        `unknown article: ${slug}`,
        `${content} holds ${known.join(', ') || 'none'}; an article is a folder with an index.mdx.`,
      )
  return (slugs.length > 0 ? slugs : known).flatMap((slug) => {
    const path = join(content, slug, 'index.mdx')
    return figuresIn(readFileSync(path, 'utf8'), path, kinds)
  })
}

/** The figures of one article; `path` is for messages. */
export function figuresIn(mdx: string, path: string, kinds: readonly string[]): FigureElement[] {
  const found: FigureElement[] = []
  visit(parse(mdx, path), (node) => {
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return
    const element = node as Element
    if (!kinds.includes(element.name)) return
    const start = node.position?.start
    const place = { path, line: start?.line, column: start?.column }
    found.push({ name: element.name, props: literalProps(element, place), place })
  })
  return found
}

function parse(mdx: string, path: string): Root {
  // Front matter is not Markdown; emptied, the lines below it keep their numbers.
  const body = mdx.replace(/^---\r?\n[^]*?\n---(?=\r?\n|$)/, (matter) => matter.replace(/[^\n]/g, ''))
  try {
    return unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(remarkMdx).parse(body)
  } catch (error) {
    const { line, column, reason } = error as { line?: number; column?: number; reason?: string }
    if (reason === undefined) throw error
    throw new AuthorError(
      { path, line, column },
      `the article is not valid MDX: ${reason}`,
      'Mend it there; in MDX, { and < begin code: write \\{ and &lt; for the characters.',
    )
  }
}
