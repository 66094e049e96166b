/** What the figure shows of responses: where they are read, in numbers, in words and as a table. */
import { axisOf, indexOf, pictured, valueAt, type Axis } from '../../vocabulary/axis.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Parameter } from '../../vocabulary/parameter.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { familyIn } from '../../vocabulary/props/stimulus.ts'
import { listOf } from '../../vocabulary/props/unit.ts'
import { everyParameter } from '../../vocabulary/stimulus.ts'
import { peak, responseAt } from '../../widgets/curves.ts'
import { formatNumber } from '../../widgets/number.ts'
import { inUnits, label } from '../../widgets/stimulusWords.ts'

/** One list per unit, along `over` and then along `by`, with gaps (NaN) that are still to be computed. */
export type Responses = readonly ArrayLike<number>[]

export interface Axes {
  over: Axis
  by: Axis | null
}

/** What runs; the parameters' values stand beside it under their own names. */
type Running = { family: string; over: string; by: string }
export type TuningState = Running & { units: string; [parameter: string]: unknown }

/** A place along the axes; `second` along `by`. */
export interface Mark {
  value: number
  second: number
}

export function axesOf({ family, over, by }: Running, { vocabulary }: Surroundings): Axes {
  const stimuli = familyIn(vocabulary, family)
  return { over: axisOf(stimuli, over, by !== ''), by: by === '' ? null : axisOf(stimuli, by, true) }
}

export const parametersOf = ({ family }: Running, { vocabulary }: Surroundings): Record<string, Parameter> =>
  everyParameter(familyIn(vocabulary, family))

export const markOf = (state: Readonly<Record<string, unknown>>): Mark => ({
  value: Number(state[String(state.over)]),
  second: state.by === '' ? 0 : Number(state[String(state.by)]),
})

/** The stimulus nearest to a mark, among all that the axes span. */
export const indexAt = ({ over, by }: Axes, { value, second }: Mark): number =>
  indexOf(over, value) + (by ? indexOf(by, second) * over.count : 0)

/** The picture nearest to a mark, of those that came with the page. */
export function tileAt({ over, by }: Axes, mark: Mark): number {
  const at = indexAt({ over, by }, mark)
  const placeOf = (index: number) => [index % over.count, Math.floor(index / over.count)] as const
  const [column, row] = placeOf(at)
  const far = (index: number) => {
    const [x, y] = placeOf(index)
    return Math.abs(x - column) + 4 * Math.abs(y - row)
  }
  const distances = pictured(over, by).map(far)
  return distances.indexOf(Math.min(...distances))
}

/** The parameters that run at the stimulus of an index, each by its name. */
function valuesAt({ over, by }: Axes, index: number): [parameter: string, value: number][] {
  const along: [string, number] = [over.parameter, valueAt(over, index % over.count)]
  return by ? [along, [by.parameter, valueAt(by, Math.floor(index / over.count))]] : [along]
}

/** A mark in words: `80°, 1/14.3 px`. */
export function markText({ over, by }: Axes, { value, second }: Mark, table: Record<string, Parameter>): string {
  const running = by
    ? ([
        [over, value],
        [by, second],
      ] as const)
    : ([[over, value]] as const)
  return running.map(([{ parameter }, at]) => said(table, parameter, at)).join(', ')
}

/** A value of a parameter in words. */
export const said = (table: Record<string, Parameter>, parameter: string, value: number): string => {
  const found = table[parameter]
  return found ? inUnits(value, found) : ''
}

export interface Row {
  unit: string
  /** At the mark; NaN where that is still to be computed. */
  value: number
  most: number
  /** Where it responds most, by the parameters that run. */
  best: [parameter: string, words: string][]
}

/** Each unit's response at a mark, and where it responds most. */
export function rowsOf(view: Responses, state: TuningState, at: Surroundings, mark: Mark): Row[] {
  const axes = axesOf(state, at)
  const table = parametersOf(state, at)
  return listOf(state.units).map((unit, i) => {
    const values = view[i] ?? []
    const best = peak(values)
    return {
      unit,
      value: (axes.by ? values[indexAt(axes, mark)] : responseAt(values, axes.over, mark.value)) ?? NaN,
      most: values[best] ?? NaN,
      best: valuesAt(axes, best).map(([name, value]) => [name, said(table, name, value)]),
    }
  })
}

export function describe(view: Responses, state: TuningState, at: Surroundings): string {
  const mark = markOf(state)
  const rows = rowsOf(view, state, at, mark)
  const parts = rows.map(({ unit, most, best }) =>
    most > 0
      ? `${unit} responds most at ${best.map(([name, words]) => `${label(name)} ${words}`).join(', ')}: ${formatNumber(most)}`
      : `${unit} does not respond`,
  )
  const marked = markText(axesOf(state, at), mark, parametersOf(state, at))
  const values = rows.map(({ unit, value }) => `${unit} ${formatNumber(value)}`).join(', ')
  return `Stimuli: ${familyIn(at.vocabulary, state.family).words}. ${parts.join('; ')}. At ${marked}: ${values}.`
}

export function tuningTable(view: Responses, state: TuningState, at: Surroundings): DataTable {
  const axes = axesOf(state, at)
  const rows = Array.from(view[0] ?? [], (_, i) => [
    ...valuesAt(axes, i).map(([, value]) => value),
    ...view.map((values) => values[i] ?? NaN),
  ])
  return {
    columns: [axes.over.parameter, ...(axes.by ? [axes.by.parameter] : []), ...listOf(state.units)],
    rows: rows.filter((row) => row.every(Number.isFinite)),
  }
}
