/** Layers in the making: the graph turned to rows × columns × channels, before rules have made them the network's. */
import type { Extent } from '../../../src/vocabulary/extent.ts'
import { EXIT, Failure } from '../../failure.ts'
import type { GraphNode } from '../graph.ts'
import { nodeText } from './folding.ts'
import { lies, viewOf, withinChannels, type Axis, type View } from './view.ts'

/**
 * A layer in the making. Beside the operations of `src/model/ops` there are `input`; `affine`, `scale · x + offset` for
 * each channel; `clip`; and `erf`, which rules must have turned into others.
 */
export interface Draft {
  op: string
  /** As in a layer table. */
  fields: Readonly<Record<string, unknown>>
  inputs: Draft[]
  extent: Extent
  /** HWIO; for dense (in, out). */
  kernel?: Float32Array
  bias?: Float32Array
  /** Of `affine`, per channel. */
  scale?: Float64Array
  offset?: Float64Array
  /** What it is called in the file; the first that has one gives the layer its name. */
  hint: string
  /** The file's value that the layer holds, and how it lies in it. */
  origin: { value: string; view: View } | null
}

/** A tensor of the file that is a layer's, or a constant. */
export interface Value {
  draft: Draft
  view: View
}

/** What an operation's turn into layers has at hand. */
export interface Turning {
  node: GraphNode
  /** Refuses the node, with why. */
  refuse(why: string): Failure
}

export const turningOf = (node: GraphNode): Turning => ({
  node,
  refuse: (why) =>
    new Failure(
      EXIT.input,
      `${nodeText(node)}: ${why}`,
      'Change this layer and export the network again, or leave it out.',
    ),
})

export const one: Extent = { height: 1, width: 1, channels: 1 }

export const numbersOf = ({ height, width, channels }: Extent): number => height * width * channels

/** A draft of an operation on others, of the first one's extent if not said. */
export const draft = (
  op: string,
  inputs: Draft[],
  { extent = inputs[0].extent, fields = {}, hint = '', ...rest }: Partial<Draft> = {},
): Draft => ({ op, inputs, extent, fields, hint, origin: null, ...rest })

/** Per channel `scale · x + offset`. */
export const affine = (x: Draft, scale: number | Float64Array, offset: number | Float64Array, hint = ''): Draft => {
  const all = (value: number | Float64Array) =>
    typeof value === 'number' ? new Float64Array(x.extent.channels).fill(value) : value
  return draft('affine', [x], { scale: all(scale), offset: all(offset), hint })
}

/**
 * The layer whose rows, columns and channels are these axes of a tensor. Where the tensor has the channels in
 * another order, or the numbers as another shape, that is a layer of its own.
 */
export function asImage({ draft: from, view }: Value, axes: readonly (Axis | readonly Axis[])[], turn: Turning): Draft {
  if (view.shape.length !== axes.length)
    throw turn.refuse(`a tensor of ${view.shape.length} axes in place of ${axes.length}: (${view.shape.join(', ')})`)
  if (lies(view, axes, from.extent)) return from
  const find = (axis: Axis) => axes.findIndex((each) => each === axis)
  const [h, w, c] = (['height', 'width', 'channels'] as const).map(find)
  const length = (index: number) => (index < 0 ? 1 : view.shape[index])
  const extent: Extent = { height: length(h), width: length(w), channels: length(c) }
  if (c >= 0 && extent.height === from.extent.height && extent.width === from.extent.width) {
    const places = withinChannels(view.axes[c], from.extent) && channelsAt(view, c)
    const rest = lies({ shape: view.shape, axes: view.axes.map((axis, i) => (i === c ? [] : axis)) }, axes, { ...from.extent, channels: 1 }) // prettier-ignore
    const spatial = sameSpatial(view, axes, from.extent, c)
    if (places && (rest || spatial)) return draft('pick', [from], { fields: { channels: [...places] }, extent })
  }
  const target = viewOf(axes, extent)
  const order = [h, w, c].filter((axis) => axis >= 0).flatMap((axis) => view.axes[axis])
  const wanted = [{ size: numbersOf(extent), stride: 1 }]
  const plain = { shape: [numbersOf(extent)], axes: [order] }
  const whole = { shape: [numbersOf(extent)], axes: [numbersOf(extent) > 1 ? wanted : []] }
  if (target.shape.join() === view.shape.join() && numbersOf(extent) === numbersOf(from.extent) && equal(plain, whole))
    return draft('reshape', [from], { fields: { ...extent }, extent })
  throw turn.refuse(
    `(${view.shape.join(', ')}) mixes rows, columns and channels of ${from.extent.height}×${from.extent.width}×${from.extent.channels} in an order that no layer has`,
  )
}

function equal(a: View, b: View): boolean {
  const flat = (view: View) => {
    const found: { size: number; stride: number }[] = []
    for (const factor of view.axes.flat()) {
      const last = found.at(-1)
      if (last && last.stride === factor.size * factor.stride)
        found[found.length - 1] = { size: last.size * factor.size, stride: factor.stride }
      else found.push(factor)
    }
    return JSON.stringify(found)
  }
  return flat(a) === flat(b)
}

/** The channels that an axis runs over, in its order. */
function channelsAt({ axes }: View, axis: number): number[] {
  let found = [0]
  for (const { size, stride } of axes[axis])
    found = found.flatMap((from) => Array.from({ length: size }, (_, step) => from + step * stride))
  return found
}

/** Whether all axes but that of channels lie as in the image. */
function sameSpatial(view: View, axes: readonly (Axis | readonly Axis[])[], extent: Extent, channels: number): boolean {
  const wanted = viewOf(axes, extent)
  return view.axes.every((axis, i) => i === channels || JSON.stringify(axis) === JSON.stringify(wanted.axes[i]))
}
