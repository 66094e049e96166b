/** A network in which one layer's values pass through a function of ours on their way up. */
import type * as tf from '@tensorflow/tfjs-core'
import { extents } from '../model/geometry.ts'
import { layerNamed } from '../vocabulary/layerTable.ts'
import type { Model } from '../model/model.ts'
import type { PreparedConvolution } from '../model/preparedConvolution.ts'
import { pointwise } from '../model/ops/conv.ts'

/**
 * The same network, every parameter shared, with a layer inserted after `layer` that applies `edit` to
 * what the layers above read of it. `layer` itself still gives its values unedited.
 * @param edit keeps the shape, `(B, H, W, C)`, or `(B, C)` for a layer without positions
 */
export function tapped(model: Model, layer: string, edit: (x: tf.Tensor) => tf.Tensor): Model {
  const { table } = model
  layerNamed(table, layer)
  const name = `${layer}.tap`
  const tap = pointwise(name, layer, extents(table).get(layer)!.channels)
  const layers = table.layers.flatMap((each) => {
    const inputs = each.inputs.map((input) => (input === layer ? name : input)) as typeof each.inputs
    const rewired = { ...each, inputs }
    return each.name === layer ? [rewired, tap] : [rewired]
  })
  const apply = (x: tf.Tensor4D) => edit(x) as tf.Tensor4D
  const edited: PreparedConvolution = { apply, dispose() {} }
  return { ...model, table: { ...table, layers }, prepared: new Map(model.prepared).set(name, edited), dispose() {} }
}
