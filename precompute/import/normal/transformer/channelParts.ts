/** A part of the channels along one of several axes that they lie on, as the queries in `(1, tokens, 3, heads, D)`. */
import { draft, type Turning, type Value } from '../draft.ts'
import { withinChannels, type Factor } from '../view.ts'

/**
 * The channels at chosen places of an axis; undefined where that axis runs over something else than channels, or
 * through several parts of them.
 */
export function channelPart(x: Value, axis: number, list: readonly number[], turn: Turning): Value | undefined {
  const { draft: from, view } = x
  const { extent } = from
  const own = view.axes[axis]
  if (own.length !== 1 || !withinChannels(own, extent)) return undefined
  const inner = view.axes.flat().filter(({ stride }) => stride < extent.channels)
  const order = [...inner].sort((a, b) => b.stride - a.stride)
  // They must be the digits of a channel's number, each as often as once.
  const count = order.reduce((product, { size }) => product * size, 1)
  const digits = order.every(({ stride }, i) => stride === order.slice(i + 1).reduce((all, { size }) => all * size, 1))
  if (count !== extent.channels || !digits || list.some((place) => place < 0)) return undefined
  if (list.length === 0) throw turn.refuse('nothing is left of its input')
  let channels = [0]
  for (const factor of order) {
    const steps = factor === own[0] ? list : Array.from({ length: factor.size }, (_, i) => i)
    channels = channels.flatMap((start) => steps.map((step) => start + step * factor.stride))
  }
  const sizeOf = (factor: Factor) => (factor === own[0] ? list.length : factor.size)
  const strideOf = (factor: Factor): number => {
    if (factor.stride >= extent.channels) return (factor.stride / extent.channels) * channels.length
    return order.slice(order.indexOf(factor) + 1).reduce((all, each) => all * sizeOf(each), 1)
  }
  const axes = view.axes.map((factors) =>
    factors.map((each) => ({ size: sizeOf(each), stride: strideOf(each) })).filter(({ size }) => size > 1),
  )
  const shape = view.shape.map((length, i) => (i === axis ? list.length : length))
  const made = draft('pick', [from], { fields: { channels }, extent: { ...extent, channels: channels.length }, hint: turn.node.name }) // prettier-ignore
  return { draft: made, view: { shape, axes } }
}
