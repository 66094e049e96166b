/** Draws stimuli as a unit sees them. */
import { stimulusPictures, type StimuliArguments } from '../../circuits/responses/tuning.ts'
import type { Model } from '../../model/model.ts'

export const stimuli = ({ table }: Model, given: StimuliArguments): Promise<Float32Array> =>
  stimulusPictures(table, given)
