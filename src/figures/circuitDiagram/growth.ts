/** Growth by hand as text, as in `conv3/29<,conv4/39>`: `<` to the units before, `>` to those after. */
import type { CircuitDiagramRequest } from '../../artifacts/circuitDiagram/artifact.ts'

type Growth = CircuitDiagramRequest['grown'][number]

/** @throws Error with the part that says nothing */
export const grownOf = (text: string): Growth[] =>
  text.split(/,\s*/).flatMap((part) => {
    if (part === '') return []
    const [, unit, way] = /^(\S+)([<>])$/.exec(part) ?? []
    if (unit === undefined) throw new Error(`invalid growth: ${part}`)
    return { unit, way: way === '<' ? 'up' : 'down' }
  })

export const grownText = (grown: readonly Growth[]): string =>
  grown.map(({ unit, way }) => unit + (way === 'up' ? '<' : '>')).join(',')
