/** A network of the same shapes that has learned nothing: the null of what training is said to have made. */
import { createRng } from '../vocabulary/rng.ts'
import { createModel, type Model } from './model.ts'

/**
 * Kernels are drawn anew from a normal distribution of variance 2 / fan-in, which keeps the size of
 * activations from layer to layer (He et al. 2015, "Delving Deep into Rectifiers", arXiv 1502.01852); biases
 * are zero. The same seed gives the same network.
 */
export function untrained({ table, stored }: Pick<Model, 'table' | 'stored'>, seed = 0): Model {
  const drawn = new Map(
    [...stored].map(([name, tensor]) => {
      const data = new Float32Array(tensor.data.length)
      if (name.endsWith('/kernel')) {
        const rng = createRng(seed, 'untrained', name)
        // Kernels are taps × inputs × filters: all but the last lead to one unit.
        const deviation = Math.sqrt((2 * tensor.shape.at(-1)!) / data.length)
        for (let i = 0; i < data.length; i++) data[i] = deviation * rng.normal()
      }
      return [name, { ...tensor, data }] as const
    }),
  )
  return createModel(table, drawn)
}
