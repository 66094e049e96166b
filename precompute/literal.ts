import type { Expression, Property } from 'estree'

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
      return expression.expressions.length === 0
        ? { value: expression.quasis[0]!.value.cooked }
        : undefined
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
      return values.every((each) => each !== undefined)
        ? { value: values.map((each) => each.value) }
        : undefined
    }
    case 'ObjectExpression': {
      const entries = expression.properties.map((property) =>
        property.type === 'Property' ? literalEntry(property) : undefined,
      )
      return entries.every((each) => each !== undefined)
        ? { value: Object.fromEntries(entries) }
        : undefined
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
