import type { Prop, PropOptions, Resolved, Surroundings } from './prop.ts'
import { listOf, unit, units } from './unit.ts'

/** As many as stand in a row of choices. */
const MOST = 8

/** Units among which a reader chooses, as their pictures in a row. */
export function listedUnits(
  options: PropOptions<string, false> & Pick<Parameters<typeof units>[0], 'layers'>,
): Prop<string, false> {
  const base = units({ ...options, most: MOST })
  return {
    ...base,
    accept(value, at, before) {
      const found = base.accept(value, at, before)
      if (found === undefined) return undefined
      return new Set(listOf(found)).size === listOf(found).length ? found : undefined
    },
    allowed: (name, at, before, refused) =>
      base.allowed(name, at, before, refused).replace('separated', 'each once, separated'),
  }
}

const listed = ({ units }: Resolved): string[] => listOf(String(units))

/**
 * The unit that is shown, one of those that the prop `units` lists; the first at first.
 * @param others whether a reader may name any other unit, too
 */
export function listedUnit(
  options: PropOptions<string, true>,
  others: (before: Resolved) => boolean = () => false,
): Prop<string, true> {
  const any = unit({
    fallback: (_: Surroundings, before) => listed(before)[0] ?? '',
    ...options,
    reader: true,
    position: true,
  })
  return {
    ...any,
    accept: (value, at, before) =>
      listed(before).find((each) => each === value) ?? (others(before) ? any.accept(value, at, before) : undefined),
    allowed: (name, at, before, refused) =>
      others(before)
        ? any.allowed(name, at, before, refused)
        : `one of ${listed(before).join(', ')}, as in ${name}="${listed(before)[0]}"`,
    examples: (_, before) => listed(before),
  }
}
