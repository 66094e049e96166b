import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { figureKinds } from '../../figures/declarations.ts'
import { formatValue } from '../../formatValue.ts'
import { type ArticleFigure, artifactOf } from './artifactOf.ts'
import { nearest } from '../../vocabulary/nearest.ts'
import { AuthorError } from './authorError.ts'
import { isComponent, placeOf, requiredAttribute, setProp, stringAttribute } from './jsx.ts'
import { literalProps } from './literalProps.ts'

/**
 * Resolves `<Value from="/models/lumen/model.json" at="layers.conv4.channels" format=",d" />` and
 * `<Value of="fig-anatomy" at="value" />`.
 * `from` is a JSON file: `/…` in `public/`, `./…` beside the article. `of` is the id of a figure of the
 * article and stands for the artifact it shows (`artifactOf`). `at` is a path of field names; in a list,
 * a step is an index, `length`, or the `name`, `id` or `unit` of an element. `format` is d3-format's.
 * Each element gets the literal props `text` and `from`.
 */
export function remarkValues({ publicDir = 'public' }: { publicDir?: string } = {}) {
  return (tree: Root, file: VFile) => {
    visit(tree, (node) => {
      if (!isComponent(node) || node.name !== 'Value') return
      const example = '<Value from="/models/lumen/model.json" at="classes.length" />'
      const of = stringAttribute(file, node, 'of')
      const from = of ?? requiredAttribute(file, node, 'from', example)
      const at = requiredAttribute(file, node, 'at', example)
      const specifier = stringAttribute(file, node, 'format')
      const fail = (what: string, remedy: string) => new AuthorError(placeOf(file, node), what, remedy)

      let value: unknown
      if (of !== undefined) value = artifactOf(figureOf(tree, file, of, fail), publicDir)
      else {
        const source = from.startsWith('/') ? join(publicDir, from) : join(dirname(file.path), from)
        try {
          value = JSON.parse(readFileSync(source, 'utf8'))
        } catch (error) {
          throw fail(
            `<Value> cannot read ${from}: ${(error as Error).message}`,
            'Write a JSON file: /… is looked up in public/, ./… beside the article.',
          )
        }
      }
      let path = at.split('.')
      while (path.length > 0) {
        const { next, rest } = descend(value, path)
        if (next === undefined) {
          throw fail(`<Value at="${at}"> finds no "${path[0]}" in ${from}`, `There is: ${steps(value)}.`)
        }
        value = next
        path = rest
      }
      if (typeof value === 'object' || value === null) {
        throw fail(`<Value at="${at}"> is not a number or a text in ${from}`, `It has: ${steps(value)}.`)
      }
      setProp(node, 'text', show(value, specifier, fail))
      setProp(node, 'from', from)
    })
  }
}

/** The figure of the article that has an id, with its props as written. */
function figureOf(tree: Root, file: VFile, id: string, fail: (a: string, b: string) => Error) {
  const known: string[] = []
  let found: ArticleFigure | undefined
  visit(tree, (node) => {
    if (!isComponent(node) || !Object.hasOwn(figureKinds, node.name)) return
    const props = literalProps(node, placeOf(file, node))
    known.push(String(props.id))
    if (props.id === id) found = { kind: node.name, props, place: placeOf(file, node) }
  })
  if (found) return found
  const close = nearest(id, known)
  throw fail(
    `<Value of="${id}"> names no figure that is computed`,
    close
      ? `Did you mean "${close}"?`
      : known.length
        ? `This article has: ${known.join(', ')}.`
        : 'Write from="…" to read a file.',
  )
}

/** One step down; a name may itself contain dots (`conv2.pre`), so the longest that exists is taken. */
function descend(value: unknown, path: string[]): { next: unknown; rest: string[] } {
  for (let n = path.length; n > 0; n--) {
    const next = take(value, path.slice(0, n).join('.'))
    if (next !== undefined) return { next, rest: path.slice(n) }
  }
  return { next: undefined, rest: path }
}

function take(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (!Array.isArray(value)) return Object.hasOwn(value, step) ? value[step as never] : undefined
  if (step === 'length') return value.length
  if (/^\d+$/.test(step)) return value[Number(step)]
  return value.find((each) => [each?.name, each?.id, each?.unit].includes(step))
}

function steps(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `only the value ${JSON.stringify(value)}`
  const names = Array.isArray(value)
    ? ['length', ...value.map((each, i) => each?.name ?? each?.id ?? each?.unit ?? i)]
    : Object.keys(value)
  return names.slice(0, 20).join(', ') + (names.length > 20 ? ', …' : '')
}

function show(value: unknown, specifier: string | undefined, fail: (a: string, b: string) => Error) {
  if (specifier === undefined) return String(value).replace(/^-/, '−')
  if (typeof value !== 'number') {
    throw fail(`<Value format="${specifier}"> of a text: ${String(value)}`, 'Remove format.')
  }
  try {
    return formatValue(specifier)(value)
  } catch {
    throw fail(
      `<Value> has an unknown format: ${specifier}`,
      'Write a d3-format specifier, as in format=".2f", format=",d" or format=".1%".',
    )
  }
}
