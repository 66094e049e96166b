/** Sums, products and nonlinearities, of layers with one another and with constants. */
import type { Constant } from '../graph.ts'
import { affine, asImage, draft, type Draft, type Turning, type Value } from './draft.ts'
import { broadcastShape, count } from './folding.ts'
import { imageAxes } from './positions.ts'
import { alike, withinChannels } from './view.ts'

/** The same view on another draft. */
export const onto = ({ view }: Value, made: Draft): Value => ({ draft: made, view })

/** A constant as one number for each channel of a layer, when it is broadcast over the tensor. */
export function perChannel(x: Value, constant: Constant, turn: Turning): Float64Array {
  const { channels } = x.draft.extent
  if (constant.data.length === 1) return new Float64Array(channels).fill(constant.data[0])
  const { shape, axes } = x.view
  const rank = shape.length
  if (constant.shape.length > rank || broadcastShape([shape, constant.shape], turn.node).join() !== shape.join())
    throw turn.refuse(`a constant of shape (${constant.shape.join(', ')}) with a tensor of (${shape.join(', ')})`)
  const found = new Float64Array(channels)
  const lengths = shape.map((_, axis) => constant.shape[axis - rank + constant.shape.length] ?? 1)
  let at: [place: number, channel: number][] = [[0, 0]]
  for (const [axis, length] of lengths.entries()) {
    if (length === 1) {
      // Whatever lies along it is the same; channels along it all take the number.
      const own = axes[axis].filter(({ stride }) => stride < channels)
      for (const { size, stride } of own)
        at = at.flatMap(([p, c]) => steps(size).map((i) => [p, c + i * stride] as [number, number]))
      continue
    }
    if (!withinChannels(axes[axis], x.draft.extent))
      throw turn.refuse(`a constant of shape (${constant.shape.join(', ')}) that differs from position to position`)
    let inner: number[] = [0]
    for (const { size, stride } of axes[axis])
      inner = inner.flatMap((from) => steps(size).map((i) => from + i * stride))
    at = at.flatMap(([p, c]) => inner.map((to, i) => [p * length + i, c + to] as [number, number]))
  }
  for (const [place, channel] of at) found[channel] = constant.data[place]
  return found
}

const steps = (size: number) => Array.from({ length: size }, (_, i) => i)

/** `scale · x + offset`, each a constant or a number. */
export function scaled(x: Value, scale: Constant | number, offset: Constant | number, turn: Turning): Value {
  const all = (value: Constant | number) => (typeof value === 'number' ? value : perChannel(x, value, turn))
  return onto(x, affine(x.draft, all(scale), all(offset), turn.node.name))
}

/** Two layers, value by value; the second may have one position where `broadcasts`. */
export function together(a: Value, b: Value, op: 'add' | 'multiply', turn: Turning): Value {
  const hint = turn.node.name
  const product = (x: Draft, y: Draft) => draft(op, [x, y], { hint })
  if (alike(a.view, b.view) && sameExtent(a.draft, b.draft)) return onto(a, product(a.draft, b.draft))
  const sizes = [a, b].map(({ view }) => count(view.shape))
  const [large, small] = sizes[0] >= sizes[1] ? [a, b] : [b, a]
  const { extent } = small.draft
  if (op === 'multiply' && extent.height * extent.width === 1 && extent.channels === large.draft.extent.channels) {
    // The factors' only axis must be the channels' axis of the maps.
    const rank = large.view.shape.length
    const shift = rank - small.view.shape.length
    const along = small.view.shape.findIndex((length) => length > 1)
    const axis = along + shift
    const right = along < 0 || JSON.stringify(large.view.axes[axis]) === JSON.stringify(small.view.axes[along])
    if (right && small.view.shape.filter((length) => length > 1).length <= 1)
      return onto(large, product(large.draft, small.draft))
  }
  if (a.view.shape.join() === b.view.shape.join()) {
    const axes = imageAxes(a) ?? imageAxes(b)
    if (axes)
      return { draft: product(asImage(a, axes, turn), asImage(b, axes, turn)), view: imageAxes(a) ? a.view : b.view }
  }
  throw turn.refuse(`of (${a.view.shape.join(', ')}) and (${b.view.shape.join(', ')}), which lie differently (allowed: tensors of one shape, or a factor for each channel)`) // prettier-ignore
}

const sameExtent = ({ extent: a }: Draft, { extent: b }: Draft) =>
  a.height === b.height && a.width === b.width && a.channels === b.channels
