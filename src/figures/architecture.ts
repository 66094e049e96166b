/** A layer table in words, one row per step a reader would name: an operation and the ReLU after it are one. */
import { extents, receptiveField } from '../model/geometry.ts'
import type { Layer, LayerTable } from '../model/layerTable.ts'
import { parameterShapes } from '../model/model.ts'

export interface ArchitectureRow {
  name: string
  operation: string
  /** `32 × 32 × 48`; channels alone where there are no positions. */
  output: string
  field: string
  stride: string
  parameters: number
}

export function architecture(table: LayerTable): ArchitectureRow[] {
  const sizes = extents(table)
  const names = new Set(table.layers.map(({ name }) => name))
  return table.layers.flatMap((layer) => {
    // `conv4` is told with `conv4.pre`.
    if (names.has(`${layer.name}.pre`)) return []
    const name = layer.name.replace(/\.pre$/, '')
    const { height, width, channels } = sizes.get(layer.name)!
    const input = sizes.get(layer.inputs[0]!)!
    const shapes = parameterShapes(
      layer,
      layer.op === 'dense' ? input.height * input.width * input.channels : input.channels,
    )
    const activation = table.layers.find((each) => each.name === name && each !== layer)
    const { size, stride } = receptiveField(table, layer.name)
    const count = (shape: number[]) => shape.reduce((product, n) => product * n, 1)
    return {
      name,
      operation: words(layer) + (activation ? `, ${words(activation)}` : ''),
      output: height * width > 1 ? `${height} × ${width} × ${channels}` : String(channels),
      field: stride ? `${size[0]} × ${size[1]}` : 'all',
      stride: stride ? String(stride) : '',
      parameters: shapes ? count(shapes.kernel) + count(shapes.bias) : 0,
    }
  })
}

function words(layer: Layer): string {
  switch (layer.op) {
    case 'conv':
      return `convolution ${layer.kernel.join(' × ')}${layer.stride > 1 ? `, stride ${layer.stride}` : ''}`
    case 'maxPool':
      return `largest of ${layer.window.join(' × ')}, stride ${layer.stride}`
    case 'avgPool':
      return `mean of ${layer.window.join(' × ')}, stride ${layer.stride}`
    case 'relu':
      return 'ReLU'
    case 'leakyRelu':
      return `leaky ReLU, slope ${layer.slope}`
    case 'globalAverage':
      return 'mean over positions'
    case 'concat':
      return `${layer.inputs.join(', ')} side by side`
    case 'add':
      return `sum of ${layer.inputs.join(', ')}`
    case 'dense':
      return 'weighted sums of all inputs'
    case 'softmax':
      return 'softmax'
    case 'lrn':
      return 'local response normalization'
  }
}
