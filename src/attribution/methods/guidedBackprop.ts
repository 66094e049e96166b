/** Guided backpropagation (Springenberg et al. 2014, arXiv 1412.6806), as a stand-in for the ReLU. */
import * as tf from '@tensorflow/tfjs-core'
import { relu, type Nonlinearity } from '../../model/nonlinearity.ts'
import { withGradient } from '../../model/withGradient.ts'
import { classScore } from '../classScore.ts'
import { shared, slopesOf, type Method } from '../method.ts'
import { largest } from '../relevance.ts'

/** A ReLU that lets back only what is positive, where its own input is positive (times the slope where it is not). */
export const guidedRelu: Nonlinearity = <T extends tf.Tensor>(x: T, slope: number) =>
  withGradient(
    x,
    (input): T => relu(input, slope),
    (dy, input): T => {
      const open = tf.cast(tf.greater(input, 0), 'float32')
      return tf.mul(tf.relu(dy), tf.add(open, tf.mul(slope, tf.sub(1, open))))
    },
  )

export const guidedGradient = shared(async ({ model, index, image }) => {
  const { gradients } = await slopesOf(classScore(model, index, { relu: guidedRelu }), image)
  return gradients[0]
})

export default {
  title: 'Guided backprop',
  order: 7,
  refined: 'once',
  quickness: 4,
  signed: false,
  empty: 'nothing that speaks for {class} leads back to a pixel',
  map: async (given) => largest(await guidedGradient(given)),
} satisfies Method
