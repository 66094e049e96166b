/**
 * Weights of one unit, turned, mirrored or of another hue, beside those of its relatives: expanded down to
 * the image, where a weight has a place and a colour, and compared by their cosine.
 */
import type { Model } from '../../model/model.ts'
import { INPUT } from '../../vocabulary/layerTable.ts'
import { cosine } from '../../vocabulary/cosine.ts'
import { expandedWeights, neuronOf } from '../linear/expandedWeights.ts'
import { movedPicture } from './movedPicture.ts'
import { fieldOf } from '../responses/tuning.ts'

export interface MovedWeightsRequest {
  /** As in `conv2/15`. */
  units: readonly string[]
  /** Which of them is moved. */
  lead: number
  /** A symmetry that moves pictures: `rotation`. */
  movement: string
  moves: readonly number[]
}

export interface MovedWeights {
  height: number
  width: number
  /** Each unit's weights, (H, W, 3). */
  weights: Float32Array[]
  /** One list per unit, one value per move: the cosine between its weights and the lead's, moved. */
  cosines: Float32Array[]
}

/** @throws Error where units see windows of several sizes */
export async function movedWeights(
  model: Model,
  { units, lead, movement, moves }: MovedWeightsRequest,
): Promise<MovedWeights> {
  const fields = []
  for (const unit of units) fields.push(await expandedWeights(model, unit, INPUT, { relu: 'half', maxPool: 'average' }))
  const { window } = fields[0]
  const [height, width] = [window.bottom - window.top, window.right - window.left]
  const odd = fields.findIndex(({ values }) => values.length !== height * width * 3)
  if (odd >= 0) throw new Error(`${units[odd]} sees a window of another size than ${units[0]}`)
  const weights = fields.map(({ values }) => values)
  const picture = { height, width, values: weights[lead] }
  const { layer, at } = neuronOf(model.table, units[lead])
  const { centre } = fieldOf(model.table, layer, at)
  const middle = [centre[0] - window.top, centre[1] - window.left] as const
  const moved = moves.map((by) => movedPicture(picture, movement, by, middle, 'zero'))
  const cosines = weights.map((own) => Float32Array.from(moved, (each) => cosine(own, each)))
  return { height, width, weights, cosines }
}
