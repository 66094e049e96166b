/**
 * A network ready to run: its layer table and its parameters as tensors that stay on the device.
 */
import * as tf from '@tensorflow/tfjs-core'
import { prepareConvolution, type PreparedConvolution } from './convolution.ts'
import { extents } from './geometry.ts'
import { parameterName, type Layer, type LayerTable } from './layerTable.ts'
import type { StoredTensor } from './safetensors.ts'

export interface Dense {
  /** `(in, out)` */
  kernel: tf.Tensor2D
  /** `(out)` */
  bias: tf.Tensor1D
  /** `(out, in)`: the built-in gradient would transpose on every step. */
  transposed: tf.Tensor2D
}

export interface Model {
  table: LayerTable
  /** The stored parameters, `<layer>/kernel` and `<layer>/bias`, as plain numbers. */
  stored: ReadonlyMap<string, StoredTensor>
  convolutions: ReadonlyMap<string, PreparedConvolution>
  dense: ReadonlyMap<string, Dense>
  dispose(): void
}

/** The shapes of a layer's kernel and bias; null for a layer without parameters. */
export function parameterShapes(layer: Layer, inputChannels: number): { kernel: number[]; bias: number[] } | null {
  if (layer.op === 'conv')
    return {
      kernel: [...layer.kernel, inputChannels / layer.groups, layer.filters],
      bias: [layer.filters],
    }
  if (layer.op === 'dense') return { kernel: [inputChannels, layer.units], bias: [layer.units] }
  return null
}

/**
 * Puts a network on the current TF.js backend.
 * @throws Error where a parameter is missing or has another shape than the layer table says
 */
export function createModel(table: LayerTable, stored: ReadonlyMap<string, StoredTensor>): Model {
  // Everything is checked before anything is put on the device.
  const parameters = checkedParameters(table, stored)
  const kept: tf.Tensor[] = []
  const tensor = <T extends tf.Tensor>({ data, shape }: StoredTensor): T => {
    const made = tf.tensor(data, shape) as T
    kept.push(made)
    return made
  }
  const convolutions = new Map<string, PreparedConvolution>()
  const dense = new Map<string, Dense>()
  for (const { layer, ...found } of parameters) {
    const kernel = tensor(found.kernel)
    const bias = tensor<tf.Tensor1D>(found.bias)
    if (layer.op === 'conv') convolutions.set(layer.name, prepareConvolution(kernel as tf.Tensor4D, bias, layer))
    else {
      const transposed = tf.transpose(kernel) as tf.Tensor2D
      kept.push(transposed)
      dense.set(layer.name, { kernel: kernel as tf.Tensor2D, bias, transposed })
    }
  }
  for (const each of kept) tf.keep(each)
  return {
    table,
    stored,
    convolutions,
    dense,
    dispose() {
      for (const convolution of convolutions.values()) convolution.dispose()
      for (const each of kept) each.dispose()
    },
  }
}

/**
 * The layers that have parameters, with theirs.
 * @throws Error where a parameter is missing or has another shape than the layer table says
 */
export function checkedParameters(table: LayerTable, stored: ReadonlyMap<string, StoredTensor>) {
  const sizes = extents(table)
  return table.layers.flatMap((layer) => {
    const { height, width, channels } = sizes.get(layer.inputs[0]!)!
    const shapes = parameterShapes(layer, layer.op === 'dense' ? height * width * channels : channels)
    if (!shapes) return []
    const find = (kind: 'kernel' | 'bias') =>
      storedTensor(table, stored, `${parameterName(layer.name)}/${kind}`, shapes[kind])
    return [{ layer, kernel: find('kernel'), bias: find('bias') }]
  })
}

function storedTensor(
  table: LayerTable,
  stored: ReadonlyMap<string, StoredTensor>,
  name: string,
  shape: number[],
): StoredTensor {
  const found = stored.get(name)
  if (!found)
    throw new Error(
      `missing parameter: ${name} (${table.weights.file} of ${table.id} holds ${[...stored.keys()].join(', ')})`,
    )
  if (found.shape.join() !== shape.join())
    throw new Error(
      `parameter ${name} of ${table.id} has shape (${found.shape.join(', ')}); its layer table asks for (${shape.join(', ')})`,
    )
  return found
}
