import GithubSlugger from 'github-slugger'
import type { Heading, Link, Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { SKIP, visitParents } from 'unist-util-visit-parents'
import type { VFile } from 'vfile'
import { AuthorError } from './authorError.ts'
import { isComponent, type JsxElement, placeOf, setProp, stringAttribute } from './jsx.ts'

export type LabelKind = 'figure' | 'equation' | 'table' | 'claim' | 'exercise' | 'section'

/** What a `<Ref>` may point to. `number` is `3`, for sections `2.1`, in the appendix `A.1`. */
export interface Label {
  kind: LabelKind
  number: string
  /** Sections only. */
  title?: string
}

/** An entry of the table of contents; `depth` is 2 for `##`. */
export interface Section {
  id: string
  number: string
  title: string
  depth: number
}

/** Everything in an article that has a number. */
export interface Numbered {
  /** By id, in reading order. */
  labels: Record<string, Label>
  sections: Section[]
  /** The `<Ref>` elements, unresolved. */
  references: JsxElement[]
}

/** An id is part of addresses and names a folder of the build. */
const ID = /^[\p{L}\p{N}_-]+$/u

const kinds: Record<string, LabelKind> = {
  'fig-': 'figure',
  'eq-': 'equation',
  'tab-': 'table',
  'claim-': 'claim',
  'ex-': 'exercise',
}

/**
 * Numbers an article's figures, equations, tables, claims, exercises and sections in reading order.
 * A component whose id starts `fig-`, `eq-`, `tab-`, `claim-` or `ex-` gets a literal prop `number`; headings get
 * ids and their number as a link to themselves. Throws `AuthorError` for a second use of an id.
 */
export function numberLabels(tree: Root, file: VFile): Numbered {
  const labels: Record<string, Label> = {}
  const counts: Record<LabelKind, number> = { figure: 0, equation: 0, table: 0, claim: 0, exercise: 0, section: 0 }
  const references: JsxElement[] = []
  const sections: Section[] = []
  const numbers = new SectionNumbers()
  const slugger = new GithubSlugger()

  const add = (id: string, label: Label, node: JsxElement | Heading) => {
    const { [id]: earlier } = labels
    if (earlier) {
      throw new AuthorError(
        placeOf(file, node),
        `duplicate id: ${id}, already ${earlier.kind} ${earlier.number}`,
        'Give one of the two another id.',
      )
    }
    labels[id] = label
  }

  visitParents(tree, (node, ancestors) => {
    if (node.type === 'heading') {
      const inAppendix = ancestors.some((a) => isComponent(a) && a.name === 'Appendix')
      const id = takeExplicitId(node) ?? slugger.slug(toString(node))
      node.data = { ...node.data, hProperties: { id } }
      const number = numbers.next(node.depth, inAppendix)
      if (!number) return SKIP
      const title = toString(node).trim()
      add(id, { kind: 'section', number, title }, node)
      sections.push({ id, number, title, depth: node.depth })
      node.children.unshift(selfLink(id, number), { type: 'text', value: ' ' })
      return SKIP
    }
    if (!isComponent(node)) return undefined
    if (node.name === 'Ref') references.push(node)
    const id = stringAttributeOrSkip(file, node)
    const kind = Object.entries(kinds).find(([prefix]) => id?.startsWith(prefix))?.[1]
    if (!id || !kind) return undefined
    if (!ID.test(id))
      throw new AuthorError(
        placeOf(file, node),
        `id is no part of an address: ${id}`,
        'Use letters, digits, hyphens and underscores, as in fig-curves.',
      )
    const number = ++counts[kind]
    add(id, { kind, number: String(number) }, node)
    setProp(node, 'number', number)
    visit(node, (child) => {
      if (!isComponent(child) || child.name !== 'Caption') return
      setProp(child, 'kind', kind)
      setProp(child, 'number', number)
      setProp(child, 'of', id)
    })
    return undefined
  })
  return { labels, sections, references }
}

/** Only literal ids are labels; a widget may compute an `id` that nothing refers to. */
function stringAttributeOrSkip(file: VFile, node: JsxElement): string | undefined {
  const attribute = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === 'id')
  return typeof attribute?.value === 'string' ? stringAttribute(file, node, 'id') : undefined
}

/** A section's number, which links to the section: the anchor to copy. */
const selfLink = (id: string, number: string): Link => ({
  type: 'link',
  url: `#${id}`,
  data: { hProperties: { className: ['section-number'] } },
  children: [{ type: 'text', value: number }],
})

/** Removes a trailing `{/* #id *\/}` from a heading and gives the id. */
function takeExplicitId(heading: Heading): string | undefined {
  const last = heading.children.at(-1)
  if (last?.type !== 'mdxTextExpression') return undefined
  const id = /^\/\*\s*#([\w-]+)\s*\*\/$/.exec(last.value.trim())?.[1]
  if (!id) return undefined
  heading.children.pop()
  const text = heading.children.at(-1)
  if (text?.type === 'text') text.value = text.value.trimEnd()
  return id
}

/** Numbers `##` 1, 2, … and `###` 1.1, …; letters in the appendix. Deeper headings have none. */
class SectionNumbers {
  private body = [0, 0]
  private appendix = [0, 0]

  next(depth: number, inAppendix: boolean): string | undefined {
    if (depth !== 2 && depth !== 3) return undefined
    const count = inAppendix ? this.appendix : this.body
    if (depth === 2) {
      count[0]++
      count[1] = 0
    } else count[1]++
    const first = inAppendix ? String.fromCharCode(64 + Math.max(1, count[0])) : String(count[0])
    return depth === 2 ? first : `${first}.${count[1]}`
  }
}
