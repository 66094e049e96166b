/** What is said to an answer, without giving the right one away. */
import type { ChoiceJson, ExerciseJson, NumberJson, StateJson } from '../../artifacts/exercise.ts'
import { judgeNumber, rightChoice, strayed, type FigureState } from '../../vocabulary/judging.ts'

export interface Verdict {
  right: boolean
  says: string
}

/** Three digits, with a minus sign. */
export const digits = (value: number): string => String(Number(value.toPrecision(3))).replace('-', '−')

/** `23 degrees`, `23°`. */
export const withUnit = (value: number, unit: string): string =>
  /^\w/.test(unit) ? `${digits(value)} ${unit}` : `${digits(value)}${unit}`

/** Null for an answer that is none: nothing was written, or what cannot be given. */
export function judgePrediction(json: NumberJson, given: number | null): Verdict | null {
  const [low, high] = json.range
  if (given === null || !(given >= low && given <= high)) return null
  const verdict = judgeNumber(given, json.answer, json)
  if (verdict === 'right') return { right: true, says: `Right: it is ${withUnit(json.answer, json.unit)}.` }
  const fault = {
    low: 'is too small',
    high: 'is too large',
    off: `is off by more than ${withUnit(json.tolerance, json.unit)}`,
  }[verdict]
  return { right: false, says: `Not yet: ${digits(given)} ${fault}.` }
}

export const askForNumber = ({ range: [low, high] }: NumberJson): string =>
  `Write a number from ${digits(low)} to ${digits(high)}.`

export function judgeChoice({ choices, values, right }: ChoiceJson, given: string): Verdict | null {
  const index = choices.indexOf(given)
  if (index < 0) return null
  return index === rightChoice(values, right)
    ? { right: true, says: `Right: ${given}.` }
    : { right: false, says: `Not yet: it is not ${given}.` }
}

/** What must be, as in `at most 0.5`. */
export const boundOf = ({ atLeast, atMost }: StateJson): string =>
  atLeast === undefined ? `at most ${digits(atMost!)}` : `at least ${digits(atLeast)}`

/** Null where everything is as it has to stay. */
export function judgeKept(json: StateJson, state: FigureState): Verdict | null {
  const back = strayed(json, state).map((name) => `${name} to ${shown(json.start[name]!)}`)
  if (back.length === 0) return null
  return { right: false, says: `Not yet: set ${back.join(' and ')} again, which has to stay.` }
}

export const shown = (value: number | string): string => (typeof value === 'number' ? digits(value) : value)

/** @param value what was measured in the state that the figure shows */
export function judgeState(json: StateJson, value: number): Verdict {
  const { atLeast, atMost } = json
  const right = atLeast === undefined ? value <= atMost! : value >= atLeast
  return right
    ? { right, says: `Right: ${digits(value)} was measured, and ${boundOf(json)} is asked for.` }
    : { right, says: `Not yet: ${digits(value)} was measured; bring it to ${boundOf(json)}.` }
}

/** What came out when the page computed the answer itself. */
export function computedAgain(json: ExerciseJson, found: number | number[]): string {
  const numbers = [found].flat()
  const listed =
    json.asks === 'choice'
      ? json.choices.map((choice, i) => `${choice} ${digits(numbers[i]!)}`).join(', ')
      : json.asks === 'number'
        ? withUnit(numbers[0]!, json.unit)
        : digits(numbers[0]!)
  return `Computed again in this page: ${listed}.`
}
