/** What a rule of the normal form is: it changes a draft in place to something that computes the same. */
import type { Draft } from './draft.ts'

/** What a rule knows beside the draft: how many read it, and whether an output is it. */
export interface Around {
  readers(draft: Draft): readonly Draft[]
  isOutput(draft: Draft): boolean
}

/** Changes a draft in place, and says whether it did. */
export type Rule = (draft: Draft, around: Around) => boolean
