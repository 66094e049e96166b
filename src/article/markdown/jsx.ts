import type { VFile } from 'vfile'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import type { Expression } from 'estree'
import type { Node } from 'unist'
import { AuthorError, type Place } from './authorError.ts'

export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement

/** An element written as JSX in MDX whose name starts with a capital: a component. */
export function isComponent(node: Node): node is JsxElement & { name: string } {
  const jsx = node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
  return jsx && /^[A-Z]/.test((node as JsxElement).name ?? '')
}

export function placeOf(file: VFile, node: Node): Place {
  return { path: file.path, line: node.position?.start?.line, column: node.position?.start?.column }
}

/** The literal string value of an attribute; undefined where it is absent. A computed value is an author error. */
export function stringAttribute(file: VFile, node: JsxElement, name: string): string | undefined {
  const attribute = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === name)
  if (attribute?.type !== 'mdxJsxAttribute') return undefined
  if (typeof attribute.value === 'string') return attribute.value
  const written = attribute.value ? `{${attribute.value.value}}` : 'no value'
  throw new AuthorError(
    placeOf(file, node),
    `<${node.name}> has a computed ${name}: ${written}`,
    `Write it as a literal, as in ${name}="…": it is read before any code runs.`,
  )
}

/** As `stringAttribute`, for an attribute the element cannot do without. */
export function requiredAttribute(file: VFile, node: JsxElement, name: string, example: string) {
  const value = stringAttribute(file, node, name)?.trim()
  if (value) return value
  throw new AuthorError(placeOf(file, node), `<${node.name}> has no ${name}`, `Write ${example}.`)
}

/** Sets a prop to a JSON value, replacing one of that name. */
export function setProp(node: JsxElement, name: string, value: unknown): void {
  node.attributes = node.attributes.filter((a) => a.type !== 'mdxJsxAttribute' || a.name !== name)
  const expression = literal(value)
  node.attributes.push({
    type: 'mdxJsxAttribute',
    name,
    value: {
      type: 'mdxJsxAttributeValueExpression',
      value: JSON.stringify(value),
      data: {
        estree: {
          type: 'Program',
          sourceType: 'module',
          body: [{ type: 'ExpressionStatement', expression }],
        },
      },
    },
  })
}

/** The ESTree expression of a JSON value. */
function literal(value: unknown): Expression {
  if (Array.isArray(value)) return { type: 'ArrayExpression', elements: value.map(literal) }
  if (typeof value === 'object' && value !== null) {
    return {
      type: 'ObjectExpression',
      properties: Object.entries(value).map(([key, each]) => ({
        type: 'Property',
        kind: 'init',
        method: false,
        shorthand: false,
        computed: false,
        key: { type: 'Literal', value: key },
        value: literal(each),
      })),
    }
  }
  return { type: 'Literal', value: value as string | number | boolean | null }
}

/** The front matter that the page receives as `remarkPluginFrontmatter`. */
export function frontMatter(file: VFile): Record<string, unknown> {
  const data = file.data as { astro?: { frontmatter?: Record<string, unknown> } }
  data.astro ??= {}
  return (data.astro.frontmatter ??= {})
}
