/** The file of an exercise: what is asked, and what was computed. */
import { z } from 'zod'

const state = z.record(z.string(), z.union([z.number(), z.string()]))

export const exerciseJsonSchema = z.discriminatedUnion('asks', [
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
    /** Measured at rest, and in the solution. */
    before: z.number(),
    after: z.number(),
    /** One of the two is there. */
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  }),
])

export type ExerciseJson = z.infer<typeof exerciseJsonSchema>
export type NumberJson = Extract<ExerciseJson, { asks: 'number' }>
export type ChoiceJson = Extract<ExerciseJson, { asks: 'choice' }>
export type StateJson = Extract<ExerciseJson, { asks: 'state' }>
