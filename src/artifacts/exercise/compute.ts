import type { FigureState } from '../../vocabulary/judging.ts'
import type { Exercise } from '../../model/exercise.ts'
import { networkFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import type { Compute, Flop } from '../compute.ts'
import type exercise from './artifact.ts'
import type { ExerciseData } from './artifact.ts'

export const compute: Compute<typeof exercise, ExerciseData> = async (model, requests, _, readers) => {
  const answers: ExerciseData[] = []
  for (const { article, id } of requests) {
    const exercise = readers.exercise(article, id)
    const beside =
      exercise.asks === 'choice' && exercise.beside !== undefined ? readers.model(exercise.beside) : undefined
    answers.push(await answered(model, exercise, beside ?? model))
    beside?.dispose()
  }
  return answers
}

/** What it costs only its code says; so many passes. */
const PASSES = 100

export const flop: Flop<typeof exercise> = (_, table) => PASSES * networkFlop(table)

async function answered(model: Model, exercise: Exercise, beside: Model): Promise<ExerciseData> {
  switch (exercise.asks) {
    case 'number': {
      const { answer, ...asked } = exercise
      return { ...asked, answer: await answer(model) }
    }
    case 'choice': {
      const { measure, ...asked } = exercise
      return { ...asked, values: await measure(model, beside) }
    }
    case 'state': {
      const { measure, ...asked } = exercise
      const before = await measure(model, { ...asked.start })
      const solution = asked.solution as FigureState
      const after = await measure(model, { ...asked.start, ...solution })
      return { ...asked, solution, before, after }
    }
  }
}
