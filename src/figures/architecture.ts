/** A layer table in words, one row per step a reader would name: an operation and the ReLU after it are one. */
import { extents, receptiveField } from '../model/geometry.ts'
import { parameterName, type Layer, type LayerTable } from '../vocabulary/layerTable.ts'
import { parameterShapes } from '../model/model.ts'
import { placeless } from '../vocabulary/network.ts'
import { strideText } from '../vocabulary/strideWords.ts'
import { operationOf } from '../model/operations.ts'

export interface ArchitectureRow {
  name: string
  operation: string
  /** `32 × 32 × 48`; channels alone where there are no positions. */
  output: string
  field: string
  stride: string
  parameters: number
  /** Names of the rows that it reads; the image is none. */
  inputs: string[]
}

export function architecture(table: LayerTable): ArchitectureRow[] {
  const sizes = extents(table)
  const names = new Set(table.layers.map(({ name }) => name))
  const rowOf = (layer: string) =>
    names.has(parameterName(layer)) || layer.endsWith('.pre') ? parameterName(layer) : layer
  return table.layers.flatMap((layer) => {
    // `conv4` is told with `conv4.pre`.
    if (names.has(`${layer.name}.pre`)) return []
    const name = parameterName(layer.name)
    const { height, width, channels } = sizes.get(layer.name)!
    const shapes = parameterShapes(layer, sizes.get(layer.inputs[0])!)
    const activation = table.layers.find((each) => each.name === name && each !== layer)
    const { size, stride } = receptiveField(table, layer.name)
    const count = (shape: number[]) => shape.reduce((product, n) => product * n, 1)
    return {
      name,
      operation: words(layer) + (activation ? `, ${words(activation)}` : ''),
      output: height * width > 1 ? `${height} × ${width} × ${channels}` : String(channels),
      field: placeless({ stride }) ? 'all' : `${size[0]} × ${size[1]}`,
      stride: placeless({ stride }) ? '' : strideText(stride),
      inputs: layer.inputs.filter((input) => names.has(input)).map(rowOf),
      parameters: shapes ? count(shapes.kernel) + count(shapes.bias) : 0,
    }
  })
}

const words = (layer: Layer): string => operationOf(layer).words(layer)
