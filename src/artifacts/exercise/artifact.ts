/** The answer to what an article asks about a network. */
import { z } from 'zod'
import { artifact, json, type DataOf, type RequestOf } from '../artifact.ts'
import { model } from '../fields.ts'

const request = z.strictObject({
  kind: z.literal('exercise'),
  model,
  /** The article's slug: the exercise is in `content/<article>/exercises.ts`. */
  article: z.string(),
  /** The exercise's name there. */
  id: z.string(),
})

const state = z.record(z.string(), z.union([z.number(), z.string()]))

export const exerciseData = z.discriminatedUnion('asks', [
  z.strictObject({
    asks: z.literal('number'),
    unit: z.string(),
    answer: z.number(),
    tolerance: z.number().positive(),
    range: z.tuple([z.number(), z.number()]),
    period: z.number().positive().optional(),
  }),
  z.strictObject({
    asks: z.literal('choice'),
    beside: z.string().optional(),
    measures: z.string(),
    choices: z.array(z.string()).min(2),
    /** One per choice. */
    values: z.array(z.number()).min(2),
    right: z.enum(['largest', 'smallest']),
    /** How far the right one is from the next, at least. */
    margin: z.number().positive(),
  }),
  z.strictObject({
    asks: z.literal('state'),
    measures: z.string(),
    start: state,
    keeps: z.array(z.string()).optional(),
    solution: state,
    /** What is measured at rest, and in the solution. */
    before: z.number(),
    after: z.number(),
    /** One of the two is there. */
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  }),
])

const exercise = artifact({
  request,
  files: { data: json(exerciseData) },
  subject: ({ article, id }) => `${id} of content/${article}/exercises.ts`,
  reads: ({ article, id }) => [['exercise', article, id]],
})
export default exercise

export type ExerciseRequest = RequestOf<typeof exercise>
export type ExerciseData = DataOf<typeof exercise>
export type NumberData = Extract<ExerciseData, { asks: 'number' }>
export type ChoiceData = Extract<ExerciseData, { asks: 'choice' }>
export type StateData = Extract<ExerciseData, { asks: 'state' }>
