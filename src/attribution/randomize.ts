/**
 * Networks whose top layers have forgotten what they learned: the model parameter randomization test of
 * Adebayo et al. 2018 (arXiv 1810.03292), cascading from the classes down.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dependencyCone } from '../model/cone.ts'
import { prepareConvolution } from '../model/convolution.ts'
import { layerNamed, parameterName, type LayerTable } from '../model/layerTable.ts'
import type { Model } from '../model/model.ts'
import { createRng } from '../model/rng.ts'
import type { StoredTensor } from '../model/safetensors.ts'
import { readout } from './classScore.ts'

/** The layers with parameters that the classes depend on, the classes' own first. */
export function layersFromTop(table: LayerTable): string[] {
  const cone = dependencyCone(table, [readout(table).layer])
  return table.layers
    .filter(({ name, op }) => (op === 'conv' || op === 'dense') && cone.has(name))
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
  const convolutions = new Map(model.convolutions)
  const dense = new Map(model.dense)
  const own: { dispose(): void }[] = []
  const draw = <T extends tf.Tensor>(name: string): T => {
    const learned = stored.get(name)!
    const data = redrawn(learned, seed, table.id, name)
    stored.set(name, { ...learned, data })
    const tensor = tf.keep(tf.tensor(data, learned.shape)) as T
    own.push(tensor)
    return tensor
  }
  for (const name of layers) {
    const layer = layerNamed(table, name)
    const stem = parameterName(name)
    if (layer.op === 'conv') {
      const prepared = prepareConvolution(draw<tf.Tensor4D>(`${stem}/kernel`), draw<tf.Tensor1D>(`${stem}/bias`), layer)
      own.push(prepared)
      convolutions.set(name, prepared)
    } else if (layer.op === 'dense') {
      const kernel = draw<tf.Tensor2D>(`${stem}/kernel`)
      const transposed = tf.keep(tf.transpose(kernel)) as tf.Tensor2D
      own.push(transposed)
      dense.set(name, { kernel, bias: draw<tf.Tensor1D>(`${stem}/bias`), transposed })
    } else
      throw new Error(
        `nothing to randomize in layer ${name}: ${layer.op} has no parameters (allowed: ${layersFromTop(table).join(', ')})`,
      )
  }
  return { table, stored, convolutions, dense, dispose: () => own.reverse().forEach((each) => each.dispose()) }
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
