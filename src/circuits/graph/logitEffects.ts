/** What a unit adds to the logits of classes: the logits with it less the logits without. */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../../model/forward.ts'
import { centre } from '../../model/geometry.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'
import { draw } from '../../stimuli/family.ts'
import { families, familyNamed } from '../../stimuli/families.ts'
import { editedModel } from '../edits/editedModel.ts'
import { SEARCHED, seededStimulus } from '../../vocabulary/seededStimuli.ts'
import { fieldOf } from '../responses/tuning.ts'
import { operationOf } from '../../model/operations.ts'

/** The last layer before a softmax: its values are the logits. */
export const readout = ({ table }: Model): string =>
  table.layers.filter((layer) => !operationOf(layer).normalizes).at(-1)!.name

/**
 * On each stimulus in the whole input, placed at the centre of the unit's layer: the change of every logit
 * that removing the unit everywhere undoes, `(classes)`.
 * @param searched the families that the stimuli are of, by name
 */
export async function logitEffects(
  model: Model,
  reference: string,
  seed: number,
  indices: readonly number[],
  searched = SEARCHED,
): Promise<Float32Array[]> {
  const { table } = model
  const { layer, channel } = parseUnit(reference, table)
  const last = readout(model)
  const without = editedModel(model, [{ unit: `${layer}/${channel}`, by: 0 }])
  const { centre: middle } = fieldOf(table, layer, centre(table, layer))
  const { height, width } = table.input
  try {
    const found: Float32Array[] = []
    for (const index of indices) {
      const { family, sample } = seededStimulus(families, seed, index, searched)
      const difference = tf.tidy(() => {
        const image = draw(familyNamed(family), [sample], {
          height,
          width,
          top: -middle[0],
          left: -middle[1],
        })
        const logits = (network: Model) => forward(network)(image, [last])[last]
        return tf.sub(logits(model), logits(without))
      })
      found.push(await difference.data<'float32'>())
      difference.dispose()
    }
    return found
  } finally {
    without.dispose()
  }
}
