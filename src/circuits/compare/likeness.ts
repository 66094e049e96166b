import { linearCka } from './linearCka.ts'
import { explainedByOthers } from './ridge.ts'
import { matchUnits, type Responses } from './unitMatching.ts'

/** How alike two layers are, unit by unit and as wholes. */
export interface Likeness {
  /** Mean correlation of each unit with the one most like it, on stimuli that it was not chosen by. */
  best: number
  /** The same where no unit may be taken twice. */
  oneToOne: number
  /** Mean share of a unit's variance that all units of the other layer together explain, on stimuli left out. */
  explained: number
  /** Linear centred kernel alignment of the whole layers. */
  cka: number
}

/**
 * Of the units of `own` that respond at all.
 * @param group stimuli that belong together follow one another in groups of this size
 */
export function likenessOf(own: Responses, other: Responses, group: number): Likeness {
  const responding = own.filter((values) => Array.from(values).some((value) => value !== values[0]))
  const alike = (oneToOne: boolean) =>
    mean(matchUnits(own, other, oneToOne, group).map(({ correlation }) => correlation))
  return {
    best: alike(false),
    oneToOne: alike(true),
    explained: mean(explainedByOthers(responding, other, group)),
    cka: linearCka(own, other),
  }
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
