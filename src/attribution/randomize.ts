/**
 * Networks whose top layers have forgotten what they learned: the model parameter randomization test of
 * Adebayo et al. 2018 (arXiv 1810.03292), cascading from the classes down.
 */
import { dependencyCone } from '../model/cone.ts'
import type { Prepared } from '../model/operation.ts'
import { hasWeights } from '../model/operations.ts'
import { layerNamed, parameterName, type LayerTable } from '../vocabulary/layerTable.ts'
import { preparedLayer, type Model } from '../model/model.ts'
import { createRng } from '../vocabulary/rng.ts'
import type { StoredTensor } from '../model/safetensors.ts'
import { classesOf } from './classScore.ts'

/** The layers with parameters that the classes depend on, the classes' own first. */
export function layersFromTop(table: LayerTable): string[] {
  const cone = dependencyCone(table, [classesOf(table).layer])
  return table.layers
    .filter((layer) => hasWeights(layer) && cone.has(layer.name))
    .map(({ name }) => name)
    .reverse()
}

/**
 * The network with the parameters of `layers` drawn anew: normal, with the mean and deviation of those
 * learned, so that activations keep their size. Every other parameter is shared, and a layer's draw
 * depends on the seed and its name alone. Dispose it before the original.
 */
export function randomized(model: Model, layers: readonly string[], seed: number): Model {
  const { table } = model
  const stored = new Map(model.stored)
  const own = new Map<string, Prepared>()
  const draw = (name: string): StoredTensor => {
    const learned = stored.get(name)!
    const drawn = { ...learned, data: redrawn(learned, seed, table.id, name) }
    stored.set(name, drawn)
    return drawn
  }
  for (const name of layers) {
    const layer = layerNamed(table, name)
    if (!hasWeights(layer))
      throw new Error(
        `nothing to randomize in layer ${name}: ${layer.op} has no parameters (allowed: ${layersFromTop(table).join(', ')})`,
      )
    const stem = parameterName(name)
    own.set(name, preparedLayer(layer, draw(`${stem}/kernel`), draw(`${stem}/bias`)))
  }
  return {
    table,
    stored,
    prepared: new Map([...model.prepared, ...own]),
    dispose() {
      for (const each of own.values()) each.dispose()
    },
  }
}

function redrawn({ data }: StoredTensor, seed: number, ...labels: string[]): Float32Array<ArrayBuffer> {
  let sum = 0
  let squares = 0
  for (const value of data) {
    sum += value
    squares += value * value
  }
  const mean = sum / data.length
  const deviation = Math.sqrt(Math.max(0, squares / data.length - mean * mean))
  const rng = createRng(seed, 'randomize', ...labels)
  return Float32Array.from(data, () => mean + deviation * rng.normal())
}
