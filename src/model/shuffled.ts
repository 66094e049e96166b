/** A network whose weights are the same numbers in another order: what remains is chance. */
import { layerNamed, parameterName } from '../vocabulary/layerTable.ts'
import { createModel, type Model } from './model.ts'
import { createRng } from '../vocabulary/rng.ts'
import { preactivation } from '../vocabulary/unit.ts'

/**
 * Each kernel and bias is permuted on its own, so that every layer keeps the distribution of its weights.
 * @param only the layer to permute, `conv4` or `logits`; absent, every one
 * @throws Error where that layer is unknown or has no weights
 */
export function shuffled({ table, stored }: Model, seed = 0, only?: string): Model {
  const chosen = only === undefined ? undefined : parametersOf(table, stored, only)
  const permuted = new Map(
    [...stored].map(([name, tensor]) => {
      if (chosen && !chosen.includes(name)) return [name, tensor] as const
      const rng = createRng(seed, name)
      const data = Float32Array.from(tensor.data)
      for (let i = data.length - 1; i > 0; i--) {
        const j = rng.integer(0, i)
        ;[data[i], data[j]] = [data[j], data[i]]
      }
      return [name, { ...tensor, data }] as const
    }),
  )
  return createModel(table, permuted)
}

function parametersOf(table: Model['table'], stored: Model['stored'], layer: string): string[] {
  const { name } = layerNamed(table, preactivation(layerNamed(table, layer).name, table))
  const found = ['kernel', 'bias'].map((part) => `${parameterName(name)}/${part}`)
  if (found.every((each) => stored.has(each))) return found
  const known = [...new Set([...stored.keys()].map((key) => key.split('/')[0]))]
  throw new Error(`no weights to shuffle in ${layer} (allowed: ${known.join(', ')})`)
}
