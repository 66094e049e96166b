/** A network in which one layer's values pass through a function of ours on their way up. */
import type * as tf from '@tensorflow/tfjs-core'
import { extents } from '../model/geometry.ts'
import { layerNamed } from '../model/layerTable.ts'
import type { Model } from '../model/model.ts'

/**
 * The same network, every parameter shared, with a layer inserted after `layer` that applies `edit` to
 * what the layers above read of it. `layer` itself still gives its values unedited.
 * @param edit keeps the shape, `(B, H, W, C)`, or `(B, C)` for a layer without positions
 */
export function tapped(model: Model, layer: string, edit: (x: tf.Tensor) => tf.Tensor): Model {
  const { table } = model
  layerNamed(table, layer)
  const name = `${layer}.tap`
  const tap = {
    name,
    op: 'conv' as const,
    inputs: [layer] as [string],
    kernel: [1, 1] as [number, number],
    filters: extents(table).get(layer)!.channels,
    dilation: 1,
    groups: 1,
    stride: 1,
    padding: [0, 0, 0, 0] as [number, number, number, number],
  }
  const layers = table.layers.flatMap((each) => {
    const inputs = each.inputs.map((input) => (input === layer ? name : input))
    const rewired = { ...each, inputs } as typeof each
    return each.name === layer ? [rewired, tap] : [rewired]
  })
  const apply = (x: tf.Tensor4D) => edit(x) as tf.Tensor4D
  const convolutions = new Map(model.convolutions).set(name, { apply, dispose() {} })
  return { ...model, table: { ...table, layers }, convolutions, dispose() {} }
}
