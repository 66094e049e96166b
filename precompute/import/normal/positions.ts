/** Slices, padding, splits and choices of channels: a part of the channels, or a part of the rows and columns. */
import type { Extent } from '../../../src/vocabulary/extent.ts'
import { draft, type Draft, type Turning, type Value } from './draft.ts'
import { channelPart } from './transformer/channelParts.ts'
import { someTokens } from './transformer/tokens.ts'
import { AXES, lies, viewOf, withinChannels, type Axis } from './view.ts'
import type { Four } from './windows.ts'

/** Which axis of the image each axis of the tensor is; undefined where one is none alone. */
export function imageAxes({ draft: { extent }, view }: Value): Axis[] | undefined {
  const orders: readonly (readonly Axis[])[] = [
    AXES.NCHW,
    AXES.NHWC,
    ['batch', 'channels'],
    ['batch', 'height', 'width'],
    ['channels', 'height', 'width'],
    ['height', 'width', 'channels'],
    ['batch', 'channels', 'height'],
    ['batch', 'width', 'channels'],
  ]
  const found = orders.find((order) => order.length === view.shape.length && lies(view, order, extent))
  if (found) return [...found]
  const only = view.axes.map((factors) => factors.length > 0)
  const last = only.lastIndexOf(true)
  const channels = last >= 0 && withinChannels(view.axes[last], extent) && only.filter(Boolean).length === 1
  if (channels && extent.height * extent.width === 1)
    return view.axes.map((_, i): Axis => (i === last ? 'channels' : 'batch'))
  return undefined
}

/** The tensor with chosen places of each axis, −1 for zeros. */
export function chosen(x: Value, places: readonly (readonly number[])[], turn: Turning): Value {
  const axes = imageAxes(x)
  const { extent } = x.draft
  const changed = places.flatMap((each, axis) => (isAll(each, x.view.shape[axis]) ? [] : [axis]))
  if (changed.length === 0) return x
  if (changed.length === 1) {
    const [axis] = changed
    const own = someTokens(x, axis, places[axis], turn) ?? (axes ? undefined : channelPart(x, axis, places[axis], turn))
    if (own) return own
  }
  if (!axes) throw turn.refuse(`a part of (${x.view.shape.join(', ')}), which mixes rows, columns and channels`)
  let made = x.draft
  let now: Extent = extent
  const hint = turn.node.name
  for (const axis of changed) {
    const list = [...places[axis]]
    if (list.length === 0) throw turn.refuse('nothing is left of its input')
    if (axes[axis] === 'channels') {
      now = { ...now, channels: list.length }
      made = draft('pick', [made], { fields: { channels: list }, extent: now, hint })
    } else if (axes[axis] === 'batch') throw turn.refuse('a part of the batch')
    else made = cropped(made, axes[axis], list, turn)
    now = made.extent
  }
  return { draft: made, view: viewOf(axes, now) }
}

const isAll = (places: readonly number[], length: number) =>
  places.length === length && places.every((place, i) => place === i)

/** Rows or columns from the first on, every so many; zeros before and after. */
function cropped(from: Draft, axis: Axis, list: readonly number[], turn: Turning): Draft {
  const down = axis === 'height'
  const length = down ? from.extent.height : from.extent.width
  const before = list.findIndex((place) => place >= 0)
  const after = list.length - 1 - list.findLastIndex((place) => place >= 0)
  const inner = list.slice(before, list.length - after)
  const step = inner.length > 1 ? inner[1] - inner[0] : 1
  const even = inner.every((place, i) => place === inner[0] + i * step)
  if (before < 0 || !even || step < 1 || (step > 1 && before + after > 0))
    throw turn.refuse(`rows or columns ${list.slice(0, 8).join(', ')}… (allowed: every so many, in order)`)
  const cut: Four = [0, 0, 0, 0]
  const around: Four = [0, 0, 0, 0]
  const at = down ? 0 : 2
  cut[at] = inner[0]
  cut[at + 1] = step > 1 ? 0 : length - 1 - inner.at(-1)!
  around[at] = before
  around[at + 1] = after
  // With a step, what is left over at the end is cut off so that there are as many as asked for.
  if (step > 1) cut[at + 1] = Math.max(0, length - 1 - inner.at(-1)!)
  const stride = down ? [step, 1] : [1, step]
  const extent = { ...from.extent, [down ? 'height' : 'width']: list.length }
  return draft('crop', [from], { fields: { cut, around, stride }, extent, hint: turn.node.name })
}
