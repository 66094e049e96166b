/**
 * Where units sit and what they see: `(layer table) → per layer`, in input pixels.
 *
 * x right, y down, pixel centres at integers. The recurrences are those of Araujo, Norris and Sim,
 * "Computing Receptive Fields of Convolutional Neural Networks" (Distill 2019, doi 10.23915/distill.00021),
 * kept as closed intervals so that branches of different reach are joined exactly.
 */
import { INPUT, layerNamed, type Layer, type LayerTable } from '../vocabulary/layerTable.ts'
import type { Extent } from '../vocabulary/extent.ts'
import type { ReceptiveField } from '../vocabulary/network.ts'
import type { Sliding } from './operation.ts'
import { isGlobal, operationOf } from './operations.ts'

/** One axis of a layer: unit `i` sees input pixels `first + stride·i … last + stride·i`. */
export interface Reach {
  first: number
  last: number
  stride: number
}

/** The window a layer slides over its input; null for pointwise and global operations. */
export const slidingWindow = (layer: Layer): Sliding | null => operationOf(layer).window?.(layer) ?? null

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
  const input = inputs[0]
  const operation = operationOf(layer)
  const refuse = (why: string) => new Error(`layer ${layer.name}: ${why}`)
  const sliding = slidingWindow(layer)
  let { height, width } = input
  if (sliding) {
    const [top, bottom, left, right] = sliding.padding
    const [tall, wide] = sliding.extent
    height = Math.floor((input.height + top + bottom - tall) / sliding.stride) + 1
    width = Math.floor((input.width + left + right - wide) / sliding.stride) + 1
    if (height < 1 || width < 1)
      throw refuse(
        `a ${tall}×${wide} window does not fit its ${input.height}×${input.width} input (padding ${sliding.padding.join(', ')})`,
      )
    if (Math.max(top, bottom) >= tall || Math.max(left, right) >= wide)
      throw refuse(`padding ${sliding.padding.join(', ')} must be smaller than the ${tall}×${wide} window`)
  }
  if (inputs.some((other) => other.height !== input.height || other.width !== input.width))
    throw refuse(`inputs differ in shape: ${inputs.map((e) => `${e.height}×${e.width}×${e.channels}`).join(', ')}`)
  const objection = operation.objection?.(layer, inputs)
  if (objection) throw refuse(objection)
  const channels = operation.channels?.(layer, inputs) ?? input.channels
  return operation.global ? { height: 1, width: 1, channels } : { height, width, channels }
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
      const before = sliding.padding[axis * 2]
      return {
        first: joined.first - before * joined.stride,
        last: joined.last + (sliding.extent[axis] - 1 - before) * joined.stride,
        stride: joined.stride * sliding.stride,
      }
    })
    found.set(layer.name, [axes[0], axes[1]])
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
