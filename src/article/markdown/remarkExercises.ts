import { basename, dirname } from 'node:path'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { nearest } from '../../vocabulary/nearest.ts'
import { AuthorError } from './authorError.ts'
import {
  frontMatter,
  isComponent,
  type JsxElement,
  placeOf,
  requiredAttribute,
  setProp,
  stringAttribute,
} from './jsx.ts'
import { literalProps } from './literalProps.ts'

/** What a figure shows at rest, by its props, and its number. */
export interface Shown {
  props: Record<string, unknown>
  number: number
}

/** An exercise, for the list at an article's end. */
export interface ArticleExercise {
  /** As in `ex-turn`. */
  id: string
  title: string
}

/** Parts of an exercise that stand below the place where it is answered. */
const SLOTS: Record<string, string> = { Hint: 'hints', Solution: 'solution' }

/**
 * Tells each `<Exercise>` the slug of its article, whose `exercises.ts` computes the answer, and what its
 * figure shows at rest; tells the page about `exercises`. Runs after the figures have their numbers.
 * Throws `AuthorError` for a figure that is not there, and for a `<Hint>` or `<Solution>` outside.
 */
export function remarkExercises() {
  return (tree: Root, file: VFile) => {
    const figures = new Map<string, JsxElement>()
    const exercises: ArticleExercise[] = []
    visit(tree, (node) => {
      if (!isComponent(node)) return
      const id = stringAttribute(file, node, 'id')
      if (id?.startsWith('fig-')) figures.set(id, node)
    })
    visit(tree, (node, _index, parent) => {
      if (!isComponent(node)) return
      if (node.name in SLOTS && !(parent && isComponent(parent) && parent.name === 'Exercise'))
        throw new AuthorError(
          placeOf(file, node),
          `<${node.name}> outside of an exercise`,
          'It stands directly in an <Exercise>, on lines of its own.',
        )
      if (node.name !== 'Exercise') return
      const id = requiredAttribute(file, node, 'id', 'id="ex-…"')
      exercises.push({ id, title: requiredAttribute(file, node, 'title', 'title="a few words"') })
      setProp(node, 'article', basename(dirname(file.path)))
      const figure = stringAttribute(file, node, 'figure')
      if (figure !== undefined) setProp(node, 'shows', shownBy(figure, node))
      for (const child of node.children)
        if (isComponent(child) && child.name in SLOTS) setProp(child, 'slot', SLOTS[child.name])
    })
    frontMatter(file).exercises = exercises

    function shownBy(id: string, exercise: JsxElement): Shown {
      const figure = figures.get(id)
      if (figure) {
        const { number, ...props } = literalProps(figure, placeOf(file, figure))
        return { props, number: number as number }
      }
      const close = nearest(id, [...figures.keys()])
      throw new AuthorError(
        placeOf(file, exercise),
        `<Exercise> names a figure that is not there: ${id}`,
        close ? `Did you mean "${close}"?` : 'Write the id of a figure of this article, as in figure="fig-…".',
      )
    }
  }
}
