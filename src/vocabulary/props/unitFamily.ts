import { formatFamily, parseFamily, type NamedFamily } from '../unitFamily.ts'
import type { Prop, PropOptions, Resolved, Surroundings } from './prop.ts'
import { parsedText } from './text.ts'
import { unitIn } from './unit.ts'

/** Names that a message lists. */
const MOST = 8

interface FamilyOptions {
  /** Which of the families that a reader can choose from are allowed; all when absent. */
  among?: (families: readonly NamedFamily[], at: Surroundings, before: Resolved) => readonly NamedFamily[]
}

/** A family of units, as in `curves conv4/39`. An author's is looked up by whoever holds the exploration. */
export function unitFamily<const R extends boolean = false>(
  options: PropOptions<string, R> & FamilyOptions,
): Prop<string, R> {
  const { among = (families) => families } = options
  const namesAt = (at: Surroundings, before: Resolved) =>
    at.families && among(at.families, at, before).map(({ name }) => name)
  return parsedText(options, {
    allowed(at, before) {
      const names = namesAt(at, before)
      return names
        ? `one of the families ${names.slice(0, MOST).join(', ')}${names.length > MOST ? ' …' : ''}`
        : 'the stimuli and the leading unit of a family of the exploration page'
    },
    example: 'curves conv4/39',
    parse(text, at, before) {
      const family = parseFamily(text)
      const name = formatFamily(family)
      if (unitIn(at.network.layers, family.lead) === undefined) return undefined
      return namesAt(at, before)?.includes(name) === false ? undefined : name
    },
    examples: (at, before) => namesAt(at, before) ?? at.network.layers.map(({ name }) => `curves ${name}/0`),
  })
}
