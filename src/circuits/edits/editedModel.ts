/**
 * `editedModel(model, edits)` → the network with some weights replaced, scaled or removed. It shares every
 * tensor of `model` but those of the edited layers.
 */
import { layerNamed } from '../../vocabulary/layerTable.ts'
import { preparedLayer, type Model } from '../../model/model.ts'
import { weightsOf } from '../graph/connection.ts'
import type { Edit } from '../../vocabulary/edit.ts'

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
      kernel[at] = 'kernel' in edit ? edit.kernel[i] : kernel[at] * edit.by
    })
    if ('kernel' in edit) {
      if (edit.bias !== undefined) own(`${parameter}/bias`)[column] = edit.bias
    } else if (edit.from === undefined) {
      const bias = own(`${parameter}/bias`)
      bias[column] = bias[column] * edit.by
    }
    layers.set(layer, parameter)
  }

  const own = new Map(
    [...layers].map(([name, parameter]) => {
      const part = (each: string) => stored.get(`${parameter}/${each}`)!
      return [name, preparedLayer(layerNamed(model.table, name), part('kernel'), part('bias'))] as const
    }),
  )
  return {
    table: model.table,
    stored,
    prepared: new Map([...model.prepared, ...own]),
    dispose() {
      for (const each of own.values()) each.dispose()
    },
  }
}
