/** The stimuli that excite a unit most grouped anew, its response to one of them, and their pictures. */
import { takeApart } from '../../circuits/parts/takeApart.ts'
import type { Example } from '../../circuits/responses/exampleSummary.ts'
import { seededPictures, type PicturesArguments } from '../../circuits/responses/stimulusSearch.ts'
import type { Model } from '../../model/model.ts'

export { responsesOf as responses } from '../../circuits/responses/tuning.ts'

export const pictures = ({ table }: Model, given: PicturesArguments) => seededPictures(table, given)

interface Grouping {
  unit: string
  seed: number
  /** That the stimuli are of, by name. */
  families: readonly string[]
  /** The strongest first. */
  examples: readonly Example[]
  /** How many groups. */
  facets: number
}

export const apart = (model: Model, { unit, seed, examples, families, facets }: Grouping) =>
  takeApart(model, unit, seed, examples, { facets, families })
