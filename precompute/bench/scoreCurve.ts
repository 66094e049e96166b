/** How the mean score of some units rises: `(model, layer, channels) → [step, mean]`, now and then, untransformed. */
import * as tf from '@tensorflow/tfjs'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { preactivation } from '../../src/vocabulary/unit.ts'
import { neuron } from '../../src/optvis/objective.ts'
import { optimize } from '../../src/optvis/optimize.ts'
import { fourier } from '../../src/optvis/parameterization.ts'
import { recipe } from '../../src/optvis/recipe.ts'
import { pictureWindow } from '../../src/optvis/visualizeUnits.ts'

/** The climb of the recipe, `scores` for each unit at the steps that `reads` names, for as many as `steps`. */
export async function* scoreCurve(
  model: Model,
  layer: string,
  channels: readonly number[],
  { seed, steps, reads }: { seed: number; steps: number; reads: (step: number) => boolean },
): AsyncGenerator<{ step: number; scores: number[] }, void, void> {
  const { table } = model
  const read = preactivation(layer, table)
  const objective = neuron(table, read, channels)
  const window = pictureWindow(table, read)
  const size: [number, number] = [window.bottom - window.top, window.right - window.left]
  const side = Math.max(...size)
  const parameterization = fourier({
    size: side + 2 * recipe.margin,
    rngs: channels.map((channel) => createRng(seed, table.id, layer, channel, 0)),
    deviation: recipe.deviation,
    decay: recipe.decay,
    bound: recipe.bound(side),
  })
  try {
    const climb = optimize(model, objective, parameterization, recipe.transform(size), {
      steps,
      rate: (step) => recipe.rate(step, side),
      rng: createRng(seed, table.id, layer, 'transforms', 0),
      placement: window,
    })
    for await (const { step, image } of climb) {
      if (!reads(step)) continue
      const values = tf.tidy(() => {
        const canvas = image()
        const [batch, tall, wide] = canvas.shape
        const corner = [0, (tall - size[0]) >> 1, (wide - size[1]) >> 1, 0]
        const seen = tf.slice(canvas, corner, [batch, ...size, 3])
        return Object.values(forward(model)(seen, objective.targets, window))[0].as2D(batch, -1)
      })
      const rows = await values.array()
      values.dispose()
      yield { step, scores: channels.map((channel, i) => rows[i][channel]) }
    }
  } finally {
    parameterization.dispose()
  }
}
