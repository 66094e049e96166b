/** A search for what excites a unit, its response to one stimulus, pictures of stimuli, and its values on an image. */
import { seededPictures, type PicturesArguments } from '../../circuits/responses/stimulusSearch.ts'
import type { Model } from '../../model/model.ts'

export { stimulusSearch as search } from '../../circuits/responses/stimulusSearch.ts'
export { responsesOf as responses } from '../../circuits/responses/tuning.ts'
export { layerActivations as activations } from '../../model/layerActivations.ts'

export const pictures = ({ table }: Model, given: PicturesArguments) => seededPictures(table, given)
