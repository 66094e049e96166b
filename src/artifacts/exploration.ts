/** `public/models/<id>/explore.json`: what every unit of a network prefers, as `npm run explore` measured it. */
import { z } from 'zod'

const unit = z.string()

/** By its name in `src/circuits/symmetry/symmetries`. */
export const symmetrySchema = z.string()

const entry = z.strictObject({
  unit,
  /** Where it responds most, along the axis. */
  best: z.number(),
  /** 0 to 1, of the axis. */
  selectivity: z.number(),
  /** Correlation of both halves of the draws. */
  reliability: z.number(),
  /** Largest response to these stimuli / largest to any. */
  share: z.number(),
  /** Product of the three. */
  score: z.number(),
})

const ranking = z.strictObject({
  /** As in `curves`. */
  title: z.string(),
  family: z.string(),
  parameter: z.string(),
  unit: z.string(),
  period: z.number().nullable(),
  /** The score that one unit of a hundred reaches where weights are shuffled. */
  chance: z.number(),
  /** How many units reach more. */
  above: z.int(),
  /** The best, by score. */
  units: z.array(entry),
})

const family = z.strictObject({
  /** What its stimuli are called. */
  title: z.string(),
  /** How its units are moved against each other. */
  symmetry: symmetrySchema,
  layer: z.string(),
  /** The least likeness: that of one pair of a thousand where weights are shuffled, at least 0.7. */
  threshold: z.number(),
  /** Size of the largest family that the same search finds where weights are shuffled. */
  chance: z.int(),
  /** How many units were searched, and how many where weights are shuffled: those that respond reliably. */
  among: z.int(),
  amongChance: z.int(),
  /** The first is the one that the others are moved copies of. */
  members: z.array(z.strictObject({ unit, by: z.string(), likeness: z.number(), reliability: z.number() })),
})

export const explorationSchema = z.strictObject({
  model: z.string(),
  /** SHA-256 of the weights. */
  weights: z.string(),
  stimuli: z.int(),
  units: z.int(),
  backend: z.string(),
  rankings: z.array(ranking),
  families: z.array(family),
})

export type Exploration = z.infer<typeof explorationSchema>
export type Ranking = z.infer<typeof ranking>
export type EquivariantFamily = z.infer<typeof family>
export type Symmetry = z.infer<typeof symmetrySchema>
