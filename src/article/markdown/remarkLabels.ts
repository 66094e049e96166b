import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import { lectureOf } from '../../course/readCourse.ts'
import { articleLabels } from './articleLabels.ts'
import { nearest } from '../../vocabulary/nearest.ts'
import { AuthorError } from './authorError.ts'
import { articlesIn, courseFile } from './courseFile.ts'
import { frontMatter, type JsxElement, placeOf, requiredAttribute, setProp } from './jsx.ts'
import { type Label, numberLabels } from './numberLabels.ts'

export type { Label, LabelKind, Section } from './numberLabels.ts'

/** A label as a `<Ref>` shows it. */
export interface ReferredLabel extends Label {
  /** Where it stands, if that is another article. */
  article?: {
    slug: string
    title: string
    /** Its number in the course, where it is a lecture. */
    lecture?: number
  }
}

/**
 * Numbers what has a number (`numberLabels`) and resolves `<Ref>`: `fig-curves` in this article, `my-lecture#fig-curves`
 * in another. The page receives `sections` (`Section[]`) and `figures`, their ids.
 * Throws `AuthorError` for a second use of an id and for a reference to nothing.
 */
export function remarkLabels() {
  return (tree: Root, file: VFile) => {
    const { labels, sections, references } = numberLabels(tree, file)
    for (const node of references) {
      const to = requiredAttribute(file, node, 'to', '<Ref to="fig-curves" />')
      setProp(node, 'label', to.includes('#') ? labelElsewhere(file, node, to) : labelHere(file, node, to, labels))
    }
    frontMatter(file).sections = sections
    frontMatter(file).figures = Object.keys(labels).filter((id) => labels[id].kind === 'figure')
  }
}

function labelHere(file: VFile, node: JsxElement, to: string, labels: Record<string, Label>): Label {
  if (Object.hasOwn(labels, to)) return labels[to]
  const known = Object.keys(labels)
  throw pointsToNothing(
    file,
    node,
    to,
    known,
    known.length
      ? `This article has: ${known.join(', ')}.`
      : 'This article has no figure, equation, table or section to refer to.',
  )
}

function labelElsewhere(file: VFile, node: JsxElement, to: string): ReferredLabel {
  const [slug = '', id = ''] = to.split('#')
  const content = dirname(dirname(file.path))
  const path = join(content, slug, 'index.mdx')
  if (slug === '' || slug.startsWith('_') || !existsSync(path)) {
    const slugs = articlesIn(content)
    const close = nearest(slug, slugs)
    throw new AuthorError(
      placeOf(file, node),
      `<Ref to="${to}" /> points into no article: ${slug}`,
      close ? `Did you mean "${close}#${id}"?` : `The articles are: ${slugs.join(', ')}.`,
    )
  }
  const { title, draft, labels } = articleLabels(path)
  if (draft && !(frontMatter(file).draft ?? false)) {
    throw new AuthorError(
      placeOf(file, node),
      `<Ref to="${to}" /> points into a draft, which the built site lacks`,
      `Remove draft: true from ${join(basename(content), slug, 'index.mdx')}, or make this article a draft, too.`,
    )
  }
  if (!Object.hasOwn(labels, id)) {
    const known = Object.keys(labels)
    throw pointsToNothing(
      file,
      node,
      to,
      known,
      `${slug} has: ${known.join(', ') || 'nothing to refer to'}.`,
      `${slug}#`,
    )
  }
  const lecture = lectureOf(courseFile(content), slug)?.number
  return { ...labels[id], article: { slug, title, ...(lecture !== undefined && { lecture }) } }
}

/** @param before what stands before an id in the reference */
function pointsToNothing(file: VFile, node: JsxElement, to: string, known: string[], there: string, before = '') {
  const close = nearest(to.slice(before.length), known)
  return new AuthorError(
    placeOf(file, node),
    `<Ref to="${to}" /> points to nothing`,
    `${close ? `Did you mean "${before}${close}"?` : there} Ids of figures start with fig-, of equations eq-, of tables tab-, of claims claim-, of exercises ex-; a section's id is its heading in lower case with hyphens.`,
  )
}
