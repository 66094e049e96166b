/** Dense layers: a product with a constant matrix, its rows put in the order that a layer's numbers have. */
import type { Constant } from '../graph.ts'
import { draft, numbersOf, type Turning, type Value } from './draft.ts'
import { perChannel } from './elementwise.ts'
import { places, viewOf, withinChannels, type Axis } from './view.ts'

/** @param kernel `(in, out)` */
export function dense(x: Value, kernel: Constant, bias: Constant | undefined, turn: Turning): Value {
  const { view, draft: from } = x
  const rank = view.shape.length
  if (kernel.shape.length !== 2 || kernel.shape[0] !== view.shape[rank - 1])
    throw turn.refuse(`a matrix of (${kernel.shape.join(', ')}) for a tensor of (${view.shape.join(', ')})`)
  const [inputs, units] = kernel.shape
  const data = Float32Array.from(kernel.data)
  const biasNumbers = () => new Float32Array(units)
  const hint = turn.node.name
  const last = view.axes[rank - 1]
  const order = places({ shape: [inputs], axes: [last] })
  /** The kernel's rows, each where its number lies in the layer. */
  const rows = () => {
    const found = new Float32Array(data.length)
    order.forEach((place, row) => found.set(data.subarray(row * units, (row + 1) * units), place * units))
    return found
  }
  let made: Value
  if (inputs === numbersOf(from.extent)) {
    const extent = { height: 1, width: 1, channels: units }
    const layer = draft('dense', [from], { fields: { units }, extent, hint, kernel: rows(), bias: biasNumbers() })
    made = { draft: layer, view: viewOf([...new Array<Axis>(rank - 1).fill('batch'), 'channels'], extent) }
  } else if (withinChannels(last, from.extent) && inputs === from.extent.channels) {
    const extent = { ...from.extent, channels: units }
    const fields = { kernel: [1, 1], filters: units, dilation: 1, groups: 1, stride: [1, 1], padding: [0, 0, 0, 0] }
    const layer = draft('conv', [from], { fields, extent, hint, kernel: rows(), bias: biasNumbers() })
    const wide = (stride: number) => (stride < from.extent.channels ? stride : (stride / from.extent.channels) * units)
    const axes = view.axes.slice(0, -1).map((axis) => axis.map(({ size, stride }) => ({ size, stride: wide(stride) })))
    const own = units > 1 ? [{ size: units, stride: 1 }] : []
    made = { draft: layer, view: { shape: [...view.shape.slice(0, -1), units], axes: [...axes, own] } }
  } else throw turn.refuse(`over an axis of (${view.shape.join(', ')}) that is neither all numbers nor the channels`)
  if (bias) made.draft.bias = Float32Array.from(perChannel(made, bias, turn))
  return made
}
