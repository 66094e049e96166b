/** A dense layer on patches that were unfolded to rows, as the convolution that it is. */
import type { Constant } from '../../graph.ts'
import { draft, type Turning, type Value } from '../draft.ts'
import { places } from '../view.ts'

/** @param kernel `(in, out)`. @returns undefined where the last axis of x is no patch */
export function unfoldedPatches(x: Value, kernel: Constant, { node }: Turning): Value | undefined {
  const { draft: from, view } = x
  const { height, width, channels } = from.extent
  const rank = view.shape.length
  const [inputs, units] = kernel.shape
  if (kernel.shape.length !== 2 || inputs !== view.shape[rank - 1] || width * height === 1) return undefined
  const row = width * channels
  const inside = places({ shape: [inputs], axes: [view.axes[rank - 1]] })
  const taps = Array.from(inside, (place) => ({ y: Math.floor(place / row), x: Math.floor((place % row) / channels), c: place % channels })) // prettier-ignore
  const [tall, wide] = [Math.max(...taps.map(({ y }) => y)) + 1, Math.max(...taps.map(({ x: at }) => at)) + 1]
  if (tall * wide === 1 || tall * wide * channels !== inputs || height % tall !== 0 || width % wide !== 0)
    return undefined
  const extent = { height: height / tall, width: width / wide, channels: units }
  const starts = places({ shape: [], axes: view.axes.slice(0, -1) })
  const ordered = starts.every(
    (place, i) => place === Math.floor(i / extent.width) * tall * row + (i % extent.width) * wide * channels,
  )
  // One patch alone is the whole image, whose dense layer needs no kernel.
  if (!ordered || starts.length === 1 || starts.length !== extent.height * extent.width) return undefined
  const data = new Float32Array(kernel.data.length)
  taps.forEach(({ y, x: at, c }, i) => {
    const to = (y * wide + at) * channels + c
    for (let unit = 0; unit < units; unit++) data[to * units + unit] = kernel.data[i * units + unit]
  })
  const fields = { kernel: [tall, wide], filters: units, dilation: 1, groups: 1, stride: [tall, wide], padding: [0, 0, 0, 0] } // prettier-ignore
  const made = draft('conv', [from], { fields, extent, hint: node.name, kernel: data, bias: new Float32Array(units) })
  // Each axis of patches steps over whole patches now.
  const wider = (stride: number) =>
    stride >= tall * row ? (stride / (tall * row)) * extent.width * units : (stride / (wide * channels)) * units
  const axes = view.axes.slice(0, -1).map((axis) => axis.map(({ size, stride }) => ({ size, stride: wider(stride) })))
  return {
    draft: made,
    view: {
      shape: [...view.shape.slice(0, -1), units],
      axes: [...axes, units > 1 ? [{ size: units, stride: 1 }] : []],
    },
  }
}
