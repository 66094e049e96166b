/**
 * A question that an article asks about a network, whose right answer is computed and not written down.
 *
 * `content/<slug>/exercises.ts` exports `exercises`, by name. `npm run precompute` computes the answers,
 * `npm test` computes them again, and so does the page once a reader has answered.
 */
import type { FigureState } from '../vocabulary/judging.ts'
import type { Model } from './model.ts'

/** A number that a student predicts before seeing it. */
export interface NumberExercise {
  asks: 'number'
  /** What the number is, with its unit where it has one: `degrees`. Shown behind the field. */
  unit: string
  /** `(network) → the right number`, the same for the same network: randomness is seeded. */
  answer: (model: Model) => Promise<number>
  /** How far off an answer may be, in the same unit. */
  tolerance: number
  /** The smallest and the largest number that can be given. */
  range: [number, number]
  /** Where numbers go around, as directions do: 360 for degrees. */
  period?: number
}

/** One of several, told apart by a number that is measured for each. */
export interface ChoiceExercise {
  asks: 'choice'
  /** What can be chosen, in the words that are shown; a unit is written as in `conv4/39`. */
  choices: string[]
  /** What is measured for each choice, in words. */
  measures: string
  /** Another network that is needed to measure it, by its folder in `public/models`. */
  beside?: string
  /** `(network, the one beside it) → a number for each choice`; where no other is named, it is the same twice. */
  measure: (model: Model, beside: Model) => Promise<number[]>
  right: 'largest' | 'smallest'
  /** How far the right one must be from the next. */
  margin: number
}

/** A state that a figure of the article has to be brought into; `<Exercise figure="fig-…">` says which. */
export type StateExercise<S extends FigureState = FigureState> = {
  asks: 'state'
  /** What the figure shows at rest, for everything that `measure` looks at. */
  start: S
  /** What has to stay as it is at rest; the rest is the student's to change. */
  keeps?: (keyof S & string)[]
  /** What to change to solve it, one way of perhaps several: for the lecturer's sheet. */
  solution: Partial<S>
  /** What is measured, in words: `response of conv4/39`. */
  measures: string
  /** `(network, what the figure shows) → a number`. */
  measure: (model: Model, state: S) => Promise<number>
} & ({ atLeast: number } | { atMost: number })

export type Exercise = NumberExercise | ChoiceExercise | StateExercise
// A state has the type of its own `start`, which a record of exercises cannot name.
export type Exercises = Record<string, NumberExercise | ChoiceExercise | StateExercise<never>>

/** A state exercise whose `measure` knows what `start` holds: `brings({ asks: 'state', start: { angle: 75 }, … })`. */
export const brings = <S extends FigureState>(exercise: StateExercise<S>): StateExercise<never> =>
  exercise as unknown as StateExercise<never>

/** What a network answers to an exercise: a number, a number for each choice, or a number for a figure's state. */
export async function answerOf(
  model: Model,
  exercise: Exercise,
  state?: FigureState,
  beside = model,
): Promise<number | number[]> {
  switch (exercise.asks) {
    case 'number':
      return exercise.answer(model)
    case 'choice':
      return exercise.measure(model, beside)
    case 'state':
      return exercise.measure(model, { ...exercise.start, ...state })
  }
}
