/**
 * Where units sit and what they see: `(layer table) → per layer`, in input pixels.
 *
 * x right, y down, pixel centres at integers. The recurrences are those of Araujo, Norris and Sim,
 * "Computing Receptive Fields of Convolutional Neural Networks" (Distill 2019, doi 10.23915/distill.00021),
 * kept as closed intervals so that branches of different reach are joined exactly.
 */
import { INPUT, layerNamed, type Layer, type LayerTable } from './layerTable.ts'

/** One axis of a layer: unit `i` sees input pixels `first + stride·i … last + stride·i`. */
export interface Reach {
  first: number
  last: number
  stride: number
}

export interface ReceptiveField {
  /** Height and width in pixels, before clipping to the image. */
  size: [number, number]
  /** Pixels between neighbouring units; 0 where one unit sees the whole image. */
  stride: number
  /** Pixel coordinates `[y, x]` at which unit (0, 0) is centred. */
  offset: [number, number]
}

/** Height, width and channels of a layer's activations; spatial extent 1×1 after a global average. */
export interface Extent {
  height: number
  width: number
  channels: number
}

/** A sliding window: kernel extent along one axis, dilation included, and its padding before and after. */
interface Sliding {
  extent: [number, number]
  stride: number
  padding: [number, number, number, number]
}

/** The window a layer slides over its input; null for pointwise and global operations. */
export function slidingWindow(layer: Layer): Sliding | null {
  if (layer.op === 'conv') {
    const [height, width] = layer.kernel
    const { dilation, stride, padding } = layer
    return { extent: [(height - 1) * dilation + 1, (width - 1) * dilation + 1], stride, padding }
  }
  if (layer.op === 'maxPool' || layer.op === 'avgPool')
    return { extent: layer.window, stride: layer.stride, padding: layer.padding }
  return null
}

/** Whether each unit of the layer depends on every position of its input. */
export const isGlobal = (layer: Layer): boolean => layer.op === 'globalAverage' || layer.op === 'dense'

/**
 * Height, width and channels of every layer, for an input of `height` × `width` pixels.
 * @throws Error where a window does not fit its input or the shapes of joined branches differ
 */
export function extents(table: LayerTable, height = table.input.size, width = table.input.size): Map<string, Extent> {
  const found = new Map<string, Extent>([[INPUT, { height, width, channels: table.input.channels }]])
  for (const layer of table.layers) found.set(layer.name, extentOf(layer, found))
  return found
}

function extentOf(layer: Layer, found: Map<string, Extent>): Extent {
  const inputs = layer.inputs.map((name) => found.get(name)!)
  const input = inputs[0]!
  const sliding = slidingWindow(layer)
  if (sliding) {
    const [top, bottom, left, right] = sliding.padding
    const [tall, wide] = sliding.extent
    const height = Math.floor((input.height + top + bottom - tall) / sliding.stride) + 1
    const width = Math.floor((input.width + left + right - wide) / sliding.stride) + 1
    if (height < 1 || width < 1)
      throw new Error(
        `layer ${layer.name}: a ${tall}×${wide} window does not fit its ${input.height}×${input.width} input (padding ${sliding.padding.join(', ')})`,
      )
    if (Math.max(top, bottom) >= tall || Math.max(left, right) >= wide)
      throw new Error(
        `layer ${layer.name}: padding ${sliding.padding.join(', ')} must be smaller than the ${tall}×${wide} window`,
      )
    if (layer.op === 'conv' && (input.channels % layer.groups || layer.filters % layer.groups))
      throw new Error(
        `layer ${layer.name}: ${layer.groups} groups divide neither ${input.channels} input channels nor ${layer.filters} filters evenly`,
      )
    return { height, width, channels: layer.op === 'conv' ? layer.filters : input.channels }
  }
  if (layer.op === 'globalAverage') return { height: 1, width: 1, channels: input.channels }
  if (layer.op === 'dense') return { height: 1, width: 1, channels: layer.units }
  for (const other of inputs)
    if (
      other.height !== input.height ||
      other.width !== input.width ||
      (layer.op === 'add' && other.channels !== input.channels)
    )
      throw new Error(
        `layer ${layer.name}: inputs differ in shape: ${inputs.map((e) => `${e.height}×${e.width}×${e.channels}`).join(', ')}`,
      )
  const channels = layer.op === 'concat' ? inputs.reduce((sum, e) => sum + e.channels, 0) : input.channels
  return { height: input.height, width: input.width, channels }
}

/** The reach of every layer along y and x, for the table's own input size. */
export function reaches(table: LayerTable): Map<string, [Reach, Reach]> {
  const whole: Reach = { first: 0, last: table.input.size - 1, stride: 0 }
  const pixel: Reach = { first: 0, last: 0, stride: 1 }
  const found = new Map<string, [Reach, Reach]>([[INPUT, [pixel, pixel]]])
  for (const layer of table.layers) {
    const inputs = layer.inputs.map((name) => found.get(name)!)
    const axes = ([0, 1] as const).map((axis): Reach => {
      if (isGlobal(layer)) return whole
      const joined = inputs.map((input) => input[axis]).reduce(join)
      const sliding = slidingWindow(layer)
      if (!sliding) return joined
      const before = sliding.padding[axis * 2]!
      return {
        first: joined.first - before * joined.stride,
        last: joined.last + (sliding.extent[axis] - 1 - before) * joined.stride,
        stride: joined.stride * sliding.stride,
      }
    })
    found.set(layer.name, [axes[0]!, axes[1]!])
  }
  return found
}

function join(a: Reach, b: Reach): Reach {
  if (a.stride !== b.stride) throw new Error(`branches of strides ${a.stride} and ${b.stride} cannot be joined`)
  return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last), stride: a.stride }
}

/** Receptive field, stride and offset of a layer's units. */
export function receptiveField(table: LayerTable, layer: string): ReceptiveField {
  layerNamed(table, layer)
  const [y, x] = reaches(table).get(layer)!
  return {
    size: [y.last - y.first + 1, x.last - x.first + 1],
    stride: y.stride,
    offset: [(y.first + y.last) / 2, (x.first + x.last) / 2],
  }
}

/** The centre unit of a layer, index ⌊n/2⌋ along each axis: `[y, x]`. */
export function centre(table: LayerTable, layer: string): [number, number] {
  layerNamed(table, layer)
  const { height, width } = extents(table).get(layer)!
  return [Math.floor(height / 2), Math.floor(width / 2)]
}
