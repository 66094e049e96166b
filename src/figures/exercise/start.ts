/** Holds an exercise against the figure that it is done in. */
import type { ExerciseData } from '../../artifacts/exercise/artifact.ts'
import type { ExerciseProps } from './request.ts'

/**
 * @param shows the figure's props as written
 * @throws Error where there is no figure for a state, or where the figure shows something else at rest
 */
export function checkStart(
  json: ExerciseData,
  { name, figure }: Pick<ExerciseProps, 'name' | 'figure'>,
  shows: Record<string, unknown> | undefined,
): void {
  if (json.asks !== 'state') return
  if (!shows) throw new Error(`<Exercise id="ex-${name}"> asks for a state and names no figure (write figure="fig-…")`)
  for (const [prop, value] of Object.entries(json.start))
    if (prop in shows && shows[prop] !== value)
      throw new Error(
        `exercise ${name} starts with ${prop} ${value}, but ${figure} has ${prop} ${String(shows[prop])} (start in exercises.ts says what the figure shows at rest)`,
      )
}
