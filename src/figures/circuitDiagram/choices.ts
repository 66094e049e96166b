/** What a reader can change of a circuit, and how growth by hand is written. */
import type { RequestOf } from '../../artifacts/request.ts'

export const SIGNS = ['both', 'excite', 'inhibit'] as const
export const MOST = 6

/** What a reader can change. */
export interface CircuitState {
  /** The unit it grows from, as in `conv4/39`. */
  unit: string
  /** How many layers before it. */
  depth: number
  /** Edges that each unit grows by. */
  top: number
  sign: (typeof SIGNS)[number]
  /** Units grown by hand, in order, as in `conv3/29<,conv3/5>`: `<` to those before, `>` to those after. */
  grown: string
  /** The picture that lights it up; empty for none. */
  image: string
}

type Growth = RequestOf<'circuit'>['grown'][number]

/** Growth by hand as text: `conv3/29<,conv3/5>`. */
const GROWTH = /^([A-Za-z][\w.-]*\/\d+)([<>])$/

/** @throws Error with the part that says nothing */
export const grownOf = (text: string): Growth[] =>
  text === ''
    ? []
    : text.split(',').map((part) => {
        const match = GROWTH.exec(part.trim())
        if (!match)
          throw new Error(
            `invalid growth: ${part} (write a unit, then < for the units before it or > for those after, as in conv3/29<)`,
          )
        return { unit: match[1]!, way: match[2] === '<' ? 'up' : 'down' }
      })

export const grownText = (grown: readonly Growth[]): string =>
  grown.map(({ unit, way }) => unit + (way === 'up' ? '<' : '>')).join(',')
