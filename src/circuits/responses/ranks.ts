/** Where a network ranks the right class of pictures. */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../../model/forward.ts'
import type { Model } from '../../model/model.ts'
import type { EvaluationSet } from '../edits/evaluationSet.ts'
import { readout } from '../../model/readout.ts'

/**
 * One rank per picture: 0 where a right class is the first guess; of several right ones, the best counts.
 * All pictures pass at once.
 * @throws Error where the network has no classes
 */
export async function ranks(
  model: Model,
  { images, labels, size }: Pick<EvaluationSet, 'images' | 'labels' | 'size'>,
): Promise<number[]> {
  const layer = readout(model.table)?.layer
  if (layer === undefined || model.table.classes.length === 0)
    throw new Error(`${model.table.id} has no classes to be right or wrong about`)
  const logits = tf.tidy(() => forward(model)(tf.tensor4d(images, [labels.length, size, size, 3]), [layer])[layer])
  const values = await logits.data<'float32'>()
  logits.dispose()
  const classes = model.table.classes.length
  return labels.map((right, i) => {
    const row = values.subarray(i * classes, (i + 1) * classes)
    const own = Math.max(...right.map((label) => row[label]))
    return row.filter((logit, label) => logit > own && !right.includes(label)).length
  })
}
