/**
 * A network ready to run: its layer table and its parameters as tensors that stay on the device.
 */
import * as tf from '@tensorflow/tfjs-core'
import { parameterName, type Layer, type LayerTable } from '../vocabulary/layerTable.ts'
import type { Extent } from '../vocabulary/extent.ts'
import { extents } from './geometry.ts'
import type { Prepared } from './operation.ts'
import { operationOf } from './operations.ts'
import type { StoredTensor } from './safetensors.ts'

export interface Model {
  table: LayerTable
  /** The stored parameters, `<layer>/kernel` and `<layer>/bias`, as plain numbers. */
  stored: ReadonlyMap<string, StoredTensor>
  /** The same on the device, by layer, as each operation wants them. */
  prepared: ReadonlyMap<string, Prepared>
  dispose(): void
}

/** What an operation does with a kernel and a bias, if it has them. */
function parametersOf(layer: Layer) {
  const { weights, scaling } = operationOf(layer)
  return weights ?? scaling
}

/** The shapes of a layer's kernel and bias; null for a layer without parameters. */
export function parameterShapes(layer: Layer, input: Extent): { kernel: number[]; bias: number[] } | null {
  const parameters = parametersOf(layer)
  if (!parameters) return null
  const kernel = parameters.shape(layer, input)
  return { kernel, bias: kernel.slice(-1) }
}

/**
 * Puts a network on the current TF.js backend.
 * @throws Error where a parameter is missing or has another shape than the layer table says
 */
export function createModel(table: LayerTable, stored: ReadonlyMap<string, StoredTensor>): Model {
  // Everything is checked before anything is put on the device.
  const parameters = checkedParameters(table, stored)
  const prepared = new Map(
    parameters.map(({ layer, kernel, bias }) => [layer.name, preparedLayer(layer, kernel, bias)] as const),
  )
  return {
    table,
    stored,
    prepared,
    dispose() {
      for (const each of prepared.values()) each.dispose()
    },
  }
}

/** A layer's parameters on the device; to dispose them frees them altogether. */
export function preparedLayer(layer: Layer, kernel: StoredTensor, bias: StoredTensor): Prepared {
  const tensors = [kernel, bias].map(({ data, shape }) => tf.keep(tf.tensor(data, shape)))
  const prepared = parametersOf(layer)!.prepare(layer, tensors[0], tensors[1] as tf.Tensor1D)
  return {
    ...prepared,
    dispose() {
      prepared.dispose()
      for (const each of tensors) each.dispose()
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
    const shapes = parameterShapes(layer, sizes.get(layer.inputs[0])!)
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
