/** What is said to an answer, without giving the right one away. */
import type { ChoiceData, ExerciseData, NumberData, StateData } from '../../artifacts/exercise/artifact.ts'
import { judgeNumber, limitWords, rightChoice, strayed, within, type FigureState } from '../../vocabulary/judging.ts'

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
export function judgePrediction(asked: NumberData, given: number | null): Verdict | null {
  const [low, high] = asked.range
  if (given === null || !(given >= low && given <= high)) return null
  const verdict = judgeNumber(given, asked.answer, asked)
  if (verdict === 'right') return { right: true, says: `Right: it is ${withUnit(asked.answer, asked.unit)}.` }
  const fault = {
    low: 'is too small',
    high: 'is too large',
    off: `is off by more than ${withUnit(asked.tolerance, asked.unit)}`,
  }[verdict]
  return { right: false, says: `Not yet: ${digits(given)} ${fault}.` }
}

export const askForNumber = ({ range: [low, high] }: NumberData): string =>
  `Write a number from ${digits(low)} to ${digits(high)}.`

export function judgeChoice({ choices, values, right }: ChoiceData, given: string): Verdict | null {
  const index = choices.indexOf(given)
  if (index < 0) return null
  return index === rightChoice(values, right)
    ? { right: true, says: `Right: ${given}.` }
    : { right: false, says: `Not yet: it is not ${given}.` }
}

/** Null where everything is as it has to stay. */
export function judgeKept(asked: StateData, state: FigureState): Verdict | null {
  const back = strayed(asked, state).map((name) => `${name} to ${shown(asked.start[name] ?? '')}`)
  if (back.length === 0) return null
  return { right: false, says: `Not yet: set ${back.join(' and ')} again, which has to stay.` }
}

export const shown = (value: number | string): string => (typeof value === 'number' ? digits(value) : value)

/** @param value what was measured in the state that the figure shows */
export function judgeState(asked: StateData, value: number): Verdict {
  const right = within(asked, value)
  return right
    ? { right, says: `Right: ${digits(value)} was measured, and ${limitWords(asked, digits)} is asked for.` }
    : { right, says: `Not yet: ${digits(value)} was measured; bring it to ${limitWords(asked, digits)}.` }
}

/** Each choice with what was measured for it. */
export const choiceWords = ({ choices }: ChoiceData, values: readonly number[]): string =>
  choices.map((choice, i) => `${choice} ${digits(values[i] ?? NaN)}`).join(', ')

/** What came out when the page computed the answer itself. */
export function computedAgain(asked: ExerciseData, found: number | number[]): string {
  const numbers = [found].flat()
  const [first = NaN] = numbers
  const words =
    asked.asks === 'choice'
      ? choiceWords(asked, numbers)
      : asked.asks === 'number'
        ? withUnit(first, asked.unit)
        : digits(first)
  return `Computed again in this page: ${words}.`
}
