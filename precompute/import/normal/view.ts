/**
 * How a tensor of the file lies in a layer's activations. A layer holds rows × columns × channels, `(y · W + x) · C + c`;
 * a tensor of the file is a strided view of them: turning axes and reshaping move no number, they give another view.
 */
import type { Extent } from '../../../src/vocabulary/extent.ts'

/** `size` steps of `stride` places in the layer. */
export interface Factor {
  size: number
  stride: number
}

/** A tensor's shape, and for each of its axes the factors that it runs over, the slowest first; none for length 1. */
export interface View {
  shape: readonly number[]
  axes: readonly (readonly Factor[])[]
}

export type Axis = 'batch' | 'height' | 'width' | 'channels'

export const AXES = {
  NCHW: ['batch', 'channels', 'height', 'width'],
  NHWC: ['batch', 'height', 'width', 'channels'],
} as const

/** The factor of one axis of an image. */
function factorsOf(axis: Axis, { height, width, channels }: Extent): Factor[] {
  const all: Record<Axis, Factor> = {
    batch: { size: 1, stride: 0 },
    height: { size: height, stride: width * channels },
    width: { size: width, stride: channels },
    channels: { size: channels, stride: 1 },
  }
  return all[axis].size > 1 ? [all[axis]] : []
}

const sizeOf = (factors: readonly Factor[]) => factors.reduce((product, { size }) => product * size, 1)

/** The view whose axes are these of the image; one that joins several lists them. */
export function viewOf(axes: readonly (Axis | readonly Axis[])[], extent: Extent): View {
  const found = axes.map((axis) => [axis].flat().flatMap((each) => factorsOf(each as Axis, extent)))
  return { shape: found.map(sizeOf), axes: found }
}

/** Neighbours that run on from one another as one. */
export function merged(factors: readonly Factor[]): Factor[] {
  const found: Factor[] = []
  for (const factor of factors) {
    const last = found.at(-1)
    if (last && last.stride === factor.size * factor.stride)
      found[found.length - 1] = { size: last.size * factor.size, stride: factor.stride }
    else found.push(factor)
  }
  return found
}

/** The same numbers in the same order in another shape; undefined where an axis would cut through one. */
export function reshaped({ axes }: View, shape: readonly number[]): View | undefined {
  const rest = merged(axes.flat())
  const found: Factor[][] = []
  for (const size of shape) {
    const own: Factor[] = []
    for (let open = size; open > 1;) {
      const factor = rest.shift()
      if (!factor) return undefined
      if (open % factor.size === 0) {
        own.push(factor)
        open /= factor.size
      } else if (factor.size % open === 0) {
        const inner = factor.size / open
        own.push({ size: open, stride: factor.stride * inner })
        rest.unshift({ size: inner, stride: factor.stride })
        open = 1
      } else return undefined
    }
    found.push(own)
  }
  return rest.length > 0 ? undefined : { shape, axes: found }
}

export const transposed = ({ shape, axes }: View, permutation: readonly number[]): View => ({
  shape: permutation.map((axis) => shape[axis]),
  axes: permutation.map((axis) => axes[axis]),
})

/** Where each number of the tensor, in its order, lies in the layer. */
export function places({ axes }: View): Int32Array {
  let found = Int32Array.of(0)
  for (const { size, stride } of axes.flat()) {
    const next = new Int32Array(found.length * size)
    found.forEach((from, i) => {
      for (let step = 0; step < size; step++) next[i * size + step] = from + step * stride
    })
    found = next
  }
  return found
}

const same = (a: readonly Factor[], b: readonly Factor[]) => {
  const [one, other] = [merged(a), merged(b)]
  return (
    one.length === other.length &&
    one.every((each, i) => each.size === other[i].size && each.stride === other[i].stride)
  )
}

/** Whether two tensors lie alike. */
export const alike = (a: View, b: View): boolean =>
  a.axes.length === b.axes.length && a.axes.every((axis, i) => same(axis, b.axes[i]))

/** Whether a tensor's axes are these of the image. */
export const lies = (view: View, axes: readonly (Axis | readonly Axis[])[], extent: Extent): boolean =>
  alike(view, viewOf(axes, extent))

/** Whether an axis of the tensor runs over channels alone. */
export const withinChannels = (factors: readonly Factor[], { channels }: Extent): boolean =>
  factors.every(({ size, stride }) => stride * size <= channels)

/** Whether the factors, one after the other, run over the whole layer in its own order. */
export const inOrder = (factors: readonly Factor[], { height, width, channels }: Extent): boolean =>
  same(factors, height * width * channels > 1 ? [{ size: height * width * channels, stride: 1 }] : [])
