/** How one unit of a convolution gets its value on a curve. */
import { curveAnatomy, type CurveAnatomy, type CurveStimulus } from '../../circuits/graph/curveAnatomy.ts'
import type { Model } from '../../model/model.ts'

export interface AnatomyAsked {
  /** With its position: `conv4/17@8,8`. */
  unit: string
  stimulus: CurveStimulus
  /** Input channels to take apart in full; the strongest when absent. */
  channels?: readonly number[] | undefined
}

export const anatomy = (model: Model, { unit, stimulus, channels }: AnatomyAsked): Promise<CurveAnatomy> =>
  curveAnatomy(model, unit, stimulus, { channels })
