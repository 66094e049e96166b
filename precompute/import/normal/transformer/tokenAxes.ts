/** Which axes of a tensor are a transformer's tokens and channels: `(1, tokens, channels)` in any order. */
import { numbersOf, type Draft, type Value } from '../draft.ts'
import { merged, type Factor } from '../view.ts'

export interface TokenAxes {
  /** Index of the axis of all tokens. */
  token: number
  channel: number
  tokens: number
  channels: number
}

/** Whether factors run over `size` steps of `stride`. */
export function run(factors: readonly Factor[], size: number, stride: number): boolean {
  const found = merged(factors)
  if (size === 1) return found.length === 0
  return found.length === 1 && found[0].size === size && found[0].stride === stride
}

/** Undefined where positions or channels lie over several axes, and where there is one position alone. */
export function tokenAxes({ draft: { extent }, view }: Value): TokenAxes | undefined {
  const { height, width, channels } = extent
  const tokens = height * width
  const token = view.axes.findIndex((axis) => run(axis, tokens, channels))
  const channel = view.axes.findIndex((axis, i) => i !== token && run(axis, channels, 1))
  const rest = view.axes.every((axis, i) => i === token || i === channel || axis.length === 0)
  return tokens > 1 && channels > 1 && token >= 0 && channel >= 0 && rest ? { token, channel, tokens, channels } : undefined // prettier-ignore
}

/** Whether an axis of a tensor runs over all channels of its layer, and nothing else. */
export const allChannels = ({ draft: { extent }, view }: Value, axis: number): boolean =>
  extent.channels > 1 && run(view.axes[axis], extent.channels, 1)

/** The value with other tokens on its axis of tokens. */
export function withTokens({ view }: Value, { token, channel, channels }: TokenAxes, made: Draft): Value {
  const tokens = made.extent.height * made.extent.width
  const shape = view.shape.map((length, i) => (i === token ? tokens : length))
  const axes = view.axes.map((_, i): Factor[] => {
    if (i === token) return tokens > 1 ? [{ size: tokens, stride: channels }] : []
    return i === channel ? [{ size: channels, stride: 1 }] : []
  })
  return { draft: made, view: { shape, axes } }
}

export const tokensOf = ({ extent }: Draft): number => numbersOf(extent) / extent.channels
