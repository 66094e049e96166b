/** Holds an exercise against the figure that it is done in. */
import type { ExerciseData } from '../../artifacts/exercise/artifact.ts'

/**
 * @param place ids of the exercise, and of its figure or empty
 * @param shows the figure's props as written
 * @throws Error where there is no figure for a state, or where the figure shows something else at rest
 */
export function checkStart(
  exercise: ExerciseData,
  { id, figure }: { id: string; figure: string },
  shows: Record<string, unknown> | undefined,
): void {
  if (exercise.asks !== 'state') return
  if (!shows) throw new Error(`<Exercise id="${id}"> asks for a state and names no figure (write figure="fig-…")`)
  for (const [prop, value] of Object.entries(exercise.start))
    if (prop in shows && shows[prop] !== value)
      throw new Error(
        `<Exercise id="${id}"> starts with ${prop} ${value}, but ${figure} has ${prop} ${String(shows[prop])} (start in exercises.ts says what the figure shows at rest)`,
      )
}
