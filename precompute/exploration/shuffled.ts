/** A network whose weights are the same numbers in another order: what remains is chance. */
import { createModel, type Model } from '../../src/model/model.ts'
import { createRng } from '../../src/model/rng.ts'

/** Each kernel and bias is permuted on its own, so that every layer keeps the distribution of its weights. */
export function shuffled({ table, stored }: Model, seed = 0): Model {
  const permuted = new Map(
    [...stored].map(([name, tensor]) => {
      const rng = createRng(seed, name)
      const data = Float32Array.from(tensor.data)
      for (let i = data.length - 1; i > 0; i--) {
        const j = rng.integer(0, i)
        ;[data[i], data[j]] = [data[j]!, data[i]!]
      }
      return [name, { ...tensor, data }] as const
    }),
  )
  return createModel(table, permuted)
}
