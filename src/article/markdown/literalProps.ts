import type { Expression, Property } from 'estree'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { AuthorError, type Place } from './authorError.ts'

/**
 * The props of an element as they are written.
 * @throws AuthorError for a prop that is not a literal
 */
export function literalProps(element: MdxJsxFlowElement | MdxJsxTextElement, place: Place): Record<string, unknown> {
  const props: Record<string, unknown> = {}
  for (const attribute of element.attributes) {
    if (attribute.type === 'mdxJsxExpressionAttribute')
      throw new AuthorError(
        place,
        `<${element.name}> has computed props: {${attribute.value}}`,
        'Write each prop by its name, as in units="conv4/3 conv4/17": the article is read before any code runs.',
      )
    const { name, value } = attribute
    if (value === null || value === undefined) props[name] = true
    else if (typeof value === 'string') props[name] = value
    else {
      const statement = value.data?.estree?.body[0]
      const literal = statement?.type === 'ExpressionStatement' ? literalValue(statement.expression) : undefined
      if (!literal)
        throw new AuthorError(
          place,
          `<${element.name}> has a computed ${name}: {${value.value}}`,
          `Write it as a literal, as in ${name}="…", ${name}={3} or ${name}={['…', '…']}: it is read before any code runs.`,
        )
      props[name] = literal.value
    }
  }
  return props
}

/**
 * The value of an expression made of literals: strings, numbers, booleans, null, arrays and objects
 * of them. Undefined where anything in it would have to be computed.
 */
export function literalValue(expression: Expression): { value: unknown } | undefined {
  switch (expression.type) {
    case 'Literal':
      if ('regex' in expression || 'bigint' in expression) return undefined
      return { value: expression.value }
    case 'TemplateLiteral':
      return expression.expressions.length === 0 ? { value: expression.quasis[0].value.cooked } : undefined
    case 'UnaryExpression': {
      const inner = literalValue(expression.argument)
      if (typeof inner?.value !== 'number') return undefined
      if (expression.operator === '-') return { value: -inner.value }
      return expression.operator === '+' ? inner : undefined
    }
    case 'ArrayExpression': {
      const values = expression.elements.map((element) =>
        element === null || element.type === 'SpreadElement' ? undefined : literalValue(element),
      )
      return values.every((each) => each !== undefined) ? { value: values.map((each) => each.value) } : undefined
    }
    case 'ObjectExpression': {
      const entries = expression.properties.map((property) =>
        property.type === 'Property' ? literalEntry(property) : undefined,
      )
      return entries.every((each) => each !== undefined) ? { value: Object.fromEntries(entries) } : undefined
    }
    default:
      return undefined
  }
}

function literalEntry({ key, value, computed, kind, shorthand }: Property) {
  if (computed || kind !== 'init' || shorthand) return undefined
  const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : undefined
  const literal = literalValue(value as Expression)
  return literal && (typeof name === 'string' || typeof name === 'number')
    ? ([String(name), literal.value] as const)
    : undefined
}
