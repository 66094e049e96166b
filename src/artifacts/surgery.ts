/** What a surgery artifact holds beside its pictures. */
import type { ComparisonJson } from './difference.ts'

export interface SurgeryJson {
  /** What the two networks take the picture for: the likeliest classes of each, as indices, with their probabilities. */
  guesses: { index: number; before: number; after: number }[]
  /** What the remade picture scores; not positive where nothing excites the unit. */
  score: number
  /** The lower units that the unit's weights depend on most. */
  inputs: { from: string; norm: number; sum: number }[]
  comparison: ComparisonJson
}
