/** What an author wrote, as values: each prop resolved once, or an error that says what was allowed. */
import { fallbackOf, type Props, type Surroundings, type Values } from './prop.ts'

/** Props that every figure takes; its frame reads them. */
const FRAME = ['id', 'layout', 'number', 'aspect']

export interface PropTable<P extends Props> {
  /** The element, for messages: `Kernel`. */
  element: string
  props: P
  /** More props, that depend on those before: the parameters of a family of stimuli. */
  more?: ((before: never, at: Surroundings) => Props) | undefined
}

/** The value as an author reads it back. */
const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))

/**
 * @param written as in the article: literals by attribute
 * @throws Error naming the prop, the value found and what was allowed
 */
export function resolveProps<P extends Props>(
  { element, props, more }: PropTable<P>,
  written: Readonly<Record<string, unknown>>,
  at: Surroundings,
): Values<P> {
  const values: Record<string, unknown> = {}
  const resolve = (table: Props) => {
    for (const [name, each] of Object.entries(table)) {
      const attribute = each.written ?? name
      const value = Object.hasOwn(written, attribute) ? written[attribute] : undefined
      const found = value === undefined ? fallbackOf(each, at, values) : each.accept(value, at, values)
      if (found === undefined)
        throw new Error(
          `invalid ${attribute} of <${element}>: ${shown(value)} (write ${each.allowed(attribute, at, values, value)})`,
        )
      values[name] = found
    }
  }
  resolve(props)
  const others = more?.(values as never, at) ?? {}
  const attributes = Object.entries({ ...props, ...others })
    .map(([name, each]) => each.written ?? name)
    .filter((name) => name !== '' && !FRAME.includes(name))
  for (const name of Object.keys(written))
    if (!FRAME.includes(name) && !attributes.includes(name))
      throw new Error(`unknown prop of <${element}>: ${name} (allowed: id, layout, ${attributes.join(', ')})`)
  resolve(others)
  return values as Values<P>
}
