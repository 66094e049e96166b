/**
 * Activation maximization: `optimize(model, objective, parameterization, transform, options)`, an async
 * generator of steps. A widget draws each and stops by returning; precompute takes the last.
 */
import * as tf from '@tensorflow/tfjs-core'
import { forward, type Placement } from '../model/forward.ts'
import type { Model } from '../model/model.ts'
import { redirectedRelu, relu } from '../model/nonlinearity.ts'
import type { Rng } from '../vocabulary/rng.ts'
import { adamAscend, adamDispose, adamStart } from './adam.ts'
import type { Objective } from './objective.ts'
import type { Parameterization } from './parameterization.ts'
import type { Transform } from './transform.ts'

export interface Step {
  /** From 1. */
  step: number
  /** The objective of each picture as transformed in this step, `(B)`; valid until the next step. */
  score: tf.Tensor1D
  /** The pictures after this step, untransformed, `(B, H, W, 3)` in [0, 1]; the caller disposes them. */
  image(): tf.Tensor4D
}

export interface OptimizeOptions {
  steps: number
  /** Adam's rate, or one for each step (counted from 1). */
  rate: number | ((step: number) => number)
  rng: Rng
  /** Where the transformed image lies in the network's input; absent, it is the input. */
  placement?: Placement
  /** For how many steps the ReLU's gradient is redirected where none flows. Lucid: 16. */
  redirected?: number
}

/**
 * Climbs the objective from the parameterization's start. Nothing is read back from the device: the
 * caller decides when to look at a score.
 */
export async function* optimize(
  model: Model,
  objective: Objective,
  parameterization: Parameterization,
  transform: Transform,
  { steps, rate, rng, placement, redirected = 16 }: OptimizeOptions,
): AsyncGenerator<Step, void, void> {
  const draws = Array.from({ length: steps }, () => transform(rng))
  let state = adamStart(tf.tidy(() => parameterization.initial()))
  try {
    for (const [index, draw] of draws.entries()) {
      const run = forward(model, { relu: index < redirected ? redirectedRelu : relu })
      let score: tf.Tensor1D | undefined
      const gradient = tf.tidy(() =>
        tf.grad((parameters) => {
          const image = draw(parameterization.image(parameters))
          const each = objective.score(run(image, objective.targets, placement), image)
          score = tf.keep(tf.clone(each))
          return tf.sum(each)
        })(state.parameters),
      )
      const step = index + 1
      state = adamAscend(state, gradient, typeof rate === 'number' ? rate : rate(step))
      gradient.dispose()
      try {
        yield {
          step,
          score: score!,
          image: () => tf.tidy(() => parameterization.image(state.parameters)),
        }
      } finally {
        score!.dispose()
      }
    }
  } finally {
    adamDispose(state)
  }
}
