/**
 * `editedModel(model, edits)` → the network with some weights replaced, scaled or removed. It shares every
 * tensor of `model` but those of the edited layers.
 */
import * as tf from '@tensorflow/tfjs-core'
import { prepareConvolution, type PreparedConvolution } from '../../model/convolution.ts'
import { layerNamed } from '../../model/layerTable.ts'
import type { Dense, Model } from '../../model/model.ts'
import type { StoredTensor } from '../../model/safetensors.ts'
import { weightsOf } from '../graph/connection.ts'
import type { Edit } from './edit.ts'

/**
 * Applies edits in their order; those of one unit add up. A unit is scaled by its weights and its bias, which
 * scales its value, too: ReLU and leaky ReLU commute with factors that are not negative.
 * @returns a network whose `dispose` frees the edited layers alone; the one it was made from must outlive it
 * @throws Error naming the unit, and what was allowed
 */
export function editedModel(model: Model, edits: readonly Edit[]): Model {
  const stored = new Map(model.stored)
  const layers = new Map<string, string>()
  // Everything is checked and computed before anything is put on the device.
  for (const edit of edits) {
    const { layer, parameter, column, width, rows } = weightsOf(model.table, edit)
    const own = (name: string): Float32Array => {
      const found = stored.get(name)!
      if (found === model.stored.get(name)) stored.set(name, { shape: found.shape, data: found.data.slice() })
      return stored.get(name)!.data
    }
    const kernel = own(`${parameter}/kernel`)
    rows.forEach((row, i) => {
      const at = row * width + column
      kernel[at] = 'kernel' in edit ? edit.kernel[i]! : kernel[at]! * edit.by
    })
    if ('kernel' in edit) {
      if (edit.bias !== undefined) own(`${parameter}/bias`)[column] = edit.bias
    } else if (edit.from === undefined) {
      const bias = own(`${parameter}/bias`)
      bias[column] = bias[column]! * edit.by
    }
    layers.set(layer, parameter)
  }

  const convolutions = new Map(model.convolutions)
  const dense = new Map(model.dense)
  const kept: tf.Tensor[] = []
  const prepared: PreparedConvolution[] = []
  const tensor = <T extends tf.Tensor>({ data, shape }: StoredTensor): T => {
    const made = tf.keep(tf.tensor(data, shape)) as T
    kept.push(made)
    return made
  }
  for (const [name, parameter] of layers) {
    const layer = layerNamed(model.table, name)
    const kernel = tensor(stored.get(`${parameter}/kernel`)!)
    const bias = tensor<tf.Tensor1D>(stored.get(`${parameter}/bias`)!)
    if (layer.op === 'conv') {
      const convolution = prepareConvolution(kernel as tf.Tensor4D, bias, layer)
      prepared.push(convolution)
      convolutions.set(name, convolution)
    } else {
      const transposed = tf.keep(tf.transpose(kernel)) as tf.Tensor2D
      kept.push(transposed)
      dense.set(name, { kernel, bias, transposed } as Dense)
    }
  }
  return {
    table: model.table,
    stored,
    convolutions,
    dense,
    dispose() {
      for (const convolution of prepared) convolution.dispose()
      for (const each of kept) each.dispose()
    },
  }
}
