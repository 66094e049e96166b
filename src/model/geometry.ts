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
import { wholeImage, type Reach } from './reach.ts'

/** What of a layer table says where units sit. */
type Shaped = Pick<LayerTable, 'layers' | 'input'>

/** The window a layer slides over its input; null for pointwise, global and whole operations. */
export const slidingWindow = (layer: Layer): Sliding | null => operationOf(layer).window?.(layer) ?? null

/** Whether a layer is computed in all positions or none: what it reads of its input is all of it. */
export const isWhole = (layer: Layer): boolean => operationOf(layer).extent !== undefined

/**
 * Height, width and channels of every layer, for an input of `height` × `width` pixels.
 * @throws Error where a window does not fit its input or the shapes of joined branches differ
 */
export function extents(table: Shaped, height = table.input.height, width = table.input.width): Map<string, Extent> {
  const found = new Map<string, Extent>([[INPUT, { height, width, channels: table.input.channels }]])
  for (const layer of table.layers) found.set(layer.name, extentOf(layer, found))
  return found
}

const shown = (all: readonly Extent[]) => all.map((e) => `${e.height}×${e.width}×${e.channels}`).join(', ')

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
    height = Math.floor((input.height + top + bottom - tall) / sliding.stride[0]) + 1
    width = Math.floor((input.width + left + right - wide) / sliding.stride[1]) + 1
    if (height < 1 || width < 1)
      throw refuse(
        `a ${tall}×${wide} window does not fit its ${input.height}×${input.width} input (padding ${sliding.padding.join(', ')})`,
      )
  }
  // What has an extent of its own says itself which shapes it joins.
  const fits = (other: Extent) =>
    operation.extent !== undefined ||
    (other.height === input.height && other.width === input.width) ||
    (operation.broadcasts && other.height * other.width === 1)
  if (!inputs.every(fits)) throw refuse(`inputs differ in shape: ${shown(inputs)}`)
  const objection = operation.objection?.(layer, inputs)
  if (objection) throw refuse(objection)
  const channels = operation.channels?.(layer, inputs) ?? input.channels
  if (operation.extent) return { ...operation.extent(layer, inputs), channels }
  return operation.global ? { height: 1, width: 1, channels } : { height, width, channels }
}

/** The reach of every layer along y and x, for the table's own input size. */
export function reaches(table: Shaped): Map<string, [Reach, Reach]> {
  const sizes = extents(table)
  const lengths = (name: string) => [sizes.get(name)!.height, sizes.get(name)!.width] as const
  const image = lengths(INPUT)
  const pixel: Reach = { first: 0, last: 0, stride: 1 }
  const found = new Map<string, [Reach, Reach]>([[INPUT, [pixel, pixel]]])
  for (const layer of table.layers) {
    const inputs = layer.inputs.map((name) => found.get(name)!)
    const operation = operationOf(layer)
    const axes = ([0, 1] as const).map((axis): Reach => {
      if (isGlobal(layer)) return wholeImage(image[axis])
      const output = lengths(layer.name)[axis]
      const joined = inputs.map((input) => input[axis]).reduce((a, b) => join(a, b, output, image[axis]))
      if (operation.reach) {
        const input = lengths(layer.inputs[0])[axis]
        return operation.reach(layer, joined, axis, { input, output, image: image[axis] })
      }
      const sliding = slidingWindow(layer)
      if (!sliding) return joined
      const before = sliding.padding[axis * 2]
      return {
        first: joined.first - before * joined.stride,
        last: joined.last + (sliding.extent[axis] - 1 - before) * joined.stride,
        stride: joined.stride * sliding.stride[axis],
      }
    })
    found.set(layer.name, [axes[0], axes[1]])
  }
  return found
}

/**
 * Both together. Joined with what sees the whole image, units keep their places: their fields are then wide enough
 * to hold the image from each of the layer's `units` places.
 */
function join(a: Reach, b: Reach, units: number, image: number): Reach {
  // A single unit goes nowhere, whatever the stride.
  if (a.stride === b.stride || (units === 1 && a.stride * b.stride > 0))
    return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last), stride: Math.max(a.stride, b.stride) }
  const placed = a.stride === 0 ? b : a
  if (a.stride !== 0 && b.stride !== 0)
    throw new Error(`branches of strides ${a.stride} and ${b.stride} cannot be joined`)
  const middle = (placed.first + placed.last) / 2
  const half = Math.ceil(Math.max(middle + placed.stride * (units - 1), image - 1 - middle, 0))
  return { first: middle - half, last: middle + half, stride: placed.stride }
}

/** Receptive field, stride and offset of a layer's units. */
export function receptiveField(table: LayerTable, layer: string): ReceptiveField {
  layerNamed(table, layer)
  const [y, x] = reaches(table).get(layer)!
  return {
    size: [y.last - y.first + 1, x.last - x.first + 1],
    stride: [y.stride, x.stride],
    offset: [(y.first + y.last) / 2, (x.first + x.last) / 2],
  }
}

/** The centre unit of a layer, index ⌊n/2⌋ along each axis: `[y, x]`. */
export function centre(table: LayerTable, layer: string): [number, number] {
  layerNamed(table, layer)
  const { height, width } = extents(table).get(layer)!
  return [Math.floor(height / 2), Math.floor(width / 2)]
}
