/** Reads the props an author wrote: each function gives the value or says what was allowed. */

export type Props = Record<string, unknown>

/** Props that every figure kind takes; the frame reads them. */
const FRAME = ['id', 'layout', 'number', 'aspect']

/**
 * @param kind the element's name, for messages
 * @throws Error naming props that the kind does not have
 */
export function checkNames(kind: string, props: Props, known: readonly string[]): void {
  for (const name of Object.keys(props))
    if (!FRAME.includes(name) && !known.includes(name))
      throw new Error(`unknown prop of <${kind}>: ${name} (allowed: id, layout, ${known.join(', ')})`)
}

export function textProp(kind: string, props: Props, name: string, fallback?: string): string {
  const value = props[name] ?? fallback
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  throw invalid(kind, name, value, `text, as in ${name}="…"`)
}

export function numberProp(
  kind: string,
  props: Props,
  name: string,
  fallback: number,
  [low, high]: readonly [number, number],
): number {
  const value = props[name] ?? fallback
  if (typeof value === 'number' && value >= low && value <= high) return value
  throw invalid(kind, name, value, `a number from ${low} to ${high}, as in ${name}={${fallback}}`)
}

export function seedProp(kind: string, props: Props): number {
  const value = props.seed ?? 0
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number
  throw invalid(kind, 'seed', value, 'a whole number from 0, as in seed={0}')
}

function invalid(kind: string, name: string, value: unknown, allowed: string): Error {
  const found = value === undefined ? 'nothing' : JSON.stringify(value)
  return new Error(`invalid ${name} of <${kind}>: ${found} (write ${allowed})`)
}
