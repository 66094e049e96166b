/** The sum as steps: each begins where the one before it ended. */
import { roundUp } from '../../widgets/number.ts'
import type { View } from './view.ts'

export interface Step {
  kind: 'part' | 'excitation' | 'inhibition' | 'bias' | 'sum' | 'value'
  /** Index among the parts shown in full. */
  part?: number
  amount: number
  from: number
  to: number
}

/** The input channels that are not shown in full, by their sign; those that add nothing are neither. */
export function others({ contributions, parts }: Pick<View, 'contributions' | 'parts'>) {
  const shown = new Set(parts.map(({ channel }) => channel))
  const rest = contributions.filter(({ channel }) => !shown.has(channel))
  const of = (sign: 1 | -1) => {
    const some = rest.filter(({ sum }) => sum * sign > 0)
    return { count: some.length, sum: some.reduce((sum, each) => sum + each.sum, 0) }
  }
  return { excitation: of(1), inhibition: of(-1) }
}

/**
 * From the strongest excitation to the strongest inhibition, the channels not shown in full summed in
 * between; then the bias, and from zero anew the preactivation and the value.
 */
export function waterfall(view: View): Step[] {
  const rest = others(view)
  const steps: Step[] = []
  let running = 0
  const add = (kind: Step['kind'], amount: number, part?: number) =>
    steps.push({ kind, part, amount, from: running, to: (running += amount) })
  const turn = view.parts.filter(({ sum }) => sum >= 0).length
  const addParts = (from: number, to: number) =>
    view.parts.slice(from, to).forEach(({ sum }, i) => add('part', sum, from + i))
  addParts(0, turn)
  if (rest.excitation.count) add('excitation', rest.excitation.sum)
  if (rest.inhibition.count) add('inhibition', rest.inhibition.sum)
  addParts(turn, view.parts.length)
  add('bias', view.bias)
  steps.push({ kind: 'sum', amount: view.preactivation, from: 0, to: view.preactivation })
  steps.push({ kind: 'value', amount: view.value, from: 0, to: view.value })
  return steps
}

/** Round ends of an axis that holds every step and zero. */
export function domainOf(steps: readonly Step[]): [number, number] {
  const ends = steps.flatMap(({ from, to }) => [from, to])
  const low = Math.min(0, ...ends)
  return [low < 0 ? -roundUp(-low) : 0, roundUp(Math.max(0, ...ends))]
}
