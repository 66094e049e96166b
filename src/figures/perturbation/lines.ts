/** Curves as they are drawn: a colour and a dash for each order, the same in every plot. */
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { dash, hue } from '../../widgets/look.ts'
import { areaText, orderNamed } from './describe.ts'
import { ordersOf, type View, type Way } from './view.ts'

export interface Line {
  /** Of the order: a method's, or `own`. */
  name: string
  /** Its name and its area. */
  label: string
  values: ArrayLike<number>
  /** Whether the first class is still that of the whole picture, step by step; empty where that is not told. */
  kept: readonly boolean[]
  colour: string
  dashes: string
  own: boolean
  older: boolean
}

/** What knows nothing is grey, what the reader did stands out. */
export function lookOf(name: string, place: number): Pick<Line, 'colour' | 'dashes' | 'own'> {
  if (name === 'own') return { colour: 'var(--ink)', dashes: '', own: true }
  if (name === 'random') return { colour: 'var(--muted)', dashes: '', own: false }
  return { colour: hue(place), dashes: dash(place), own: false }
}

export const linesOf = (view: View, way: Way, at: Surroundings): Line[] =>
  ordersOf(view).flatMap(([name, ordered], i) => {
    const curve = ordered[way]
    if (!curve) return []
    const said = ordered.empty ? 'empty' : areaText(curve.area)
    return {
      name,
      label: `${orderNamed(name, at)} ${said}`,
      values: curve.probabilities,
      kept: curve.kept,
      ...lookOf(name, i),
      older: ordered.older ?? false,
    }
  })
