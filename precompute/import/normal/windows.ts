/** Convolutions, pooling, resizing and padding: their tensors turned, their padding made numbers. */
import type { Extent } from '../../../src/vocabulary/extent.ts'
import type { Constant, Layout, WindowPadding } from '../graph.ts'
import { affine, asImage, draft, type Draft, type Turning, type Value } from './draft.ts'
import { count } from './folding.ts'
import { AXES, viewOf } from './view.ts'

export type Pair = readonly [number, number]
export type Four = [top: number, bottom: number, left: number, right: number]

const sides = ({ height, width }: Extent): Pair => [height, width]

/** Padding as numbers, for a window of this span (dilation included). */
export function paddingNumbers(padding: WindowPadding, extent: Extent, span: Pair, strides: Pair, turn: Turning): Four {
  if (padding === 'valid') return [0, 0, 0, 0]
  if (typeof padding !== 'string') {
    if (padding.length === 4 && padding.every((each) => Number.isSafeInteger(each) && Math.abs(each) < 1e6))
      return [...padding]
    throw turn.refuse(`padding ${padding.join(', ')}`)
  }
  const [rows, columns] = ([0, 1] as const).map((axis) => {
    const length = sides(extent)[axis]
    const all = Math.max(0, (Math.ceil(length / strides[axis]) - 1) * strides[axis] + span[axis] - length)
    const less = Math.floor(all / 2)
    return padding === 'same-upper' ? [less, all - less] : [all - less, less]
  })
  return [rows[0], rows[1], columns[0], columns[1]]
}

const imageView = (made: Draft, layout: Layout): Value => ({ draft: made, view: viewOf(AXES[layout], made.extent) })

const dimensions = (extent: Extent, padding: Four, span: Pair, strides: Pair, turn: Turning): Pair => {
  const found = ([0, 1] as const).map(
    (axis) =>
      Math.floor((sides(extent)[axis] + padding[axis * 2] + padding[axis * 2 + 1] - span[axis]) / strides[axis]) + 1,
  )
  if (found.every((length) => length >= 1)) return [found[0], found[1]]
  throw turn.refuse(
    `a ${span.join('×')} window does not fit its ${extent.height}×${extent.width} input (padding ${padding.join(', ')})`,
  )
}

interface Kernel {
  /** HWIO: rows, columns, channels of a group, filters. */
  shape: [number, number, number, number]
  data: Float32Array
}

/** A kernel's numbers in the order of rows, columns, channels, filters, from the axes that they lie on. */
function turned(constant: Constant, order: readonly number[], turn: Turning): Kernel {
  const { shape, data } = constant
  if (shape.length !== 4) throw turn.refuse(`a kernel of shape (${shape.join(', ')})`)
  const strides = shape.map((_, axis) => count(shape.slice(axis + 1)))
  const [a, b, c, d] = order.map((axis) => shape[axis])
  const [sa, sb, sc, sd] = order.map((axis) => strides[axis])
  const found = new Float32Array(data.length)
  let at = 0
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      for (let k = 0; k < c; k++) for (let l = 0; l < d; l++) found[at++] = data[i * sa + j * sb + k * sc + l * sd]
  return { shape: [a, b, c, d], data: found }
}

/** The kernel with zeros between its taps, where dilation differs along the axes. */
function spread({ shape: [h, w, c, f], data }: Kernel, [down, across]: Pair): Kernel {
  const [tall, wide] = [(h - 1) * down + 1, (w - 1) * across + 1]
  const found = new Float32Array(tall * wide * c * f)
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      found.set(data.subarray((y * w + x) * c * f, (y * w + x + 1) * c * f), (y * down * wide + x * across) * c * f)
  return { shape: [tall, wide, c, f], data: found }
}

interface Convolving {
  layout: Layout
  strides: Pair
  dilations: Pair
  padding: WindowPadding
  groups: number
}

function biasOf(bias: Constant | undefined, filters: number, turn: Turning): Float32Array {
  if (!bias) return new Float32Array(filters)
  if (bias.data.length !== filters) throw turn.refuse(`a bias of ${bias.data.length} numbers for ${filters} filters`)
  return Float32Array.from(bias.data)
}

/** @param depthwise the kernel is TensorFlow's, of a multiplier for each channel */
export function convolution(
  x: Value,
  given: Constant,
  bias: Constant | undefined,
  { layout, strides, dilations, padding, groups }: Convolving,
  turn: Turning,
  depthwise = false,
): Value {
  const input = asImage(x, AXES[layout], turn)
  let kernel = turned(given, depthwise || layout === 'NHWC' ? [0, 1, 2, 3] : [2, 3, 1, 0], turn)
  let parts = groups
  if (depthwise) {
    const [h, w, c, m] = kernel.shape
    parts = c
    kernel = { shape: [h, w, 1, c * m], data: kernel.data }
  }
  const { channels } = input.extent
  if (kernel.shape[2] * parts !== channels || kernel.shape[3] % parts !== 0)
    throw turn.refuse(`kernels of ${kernel.shape[2]} channels in ${parts} groups, ${kernel.shape[3]} filters, for ${channels} channels`) // prettier-ignore
  let dilation = dilations[0]
  if (dilations[0] !== dilations[1]) {
    kernel = spread(kernel, dilations)
    dilation = 1
  }
  const [tall, wide, , filters] = kernel.shape
  const span: Pair = [(tall - 1) * dilation + 1, (wide - 1) * dilation + 1]
  const numbers = paddingNumbers(padding, input.extent, span, strides, turn)
  const [height, width] = dimensions(input.extent, numbers, span, strides, turn)
  const extent = { height, width, channels: filters }
  const weights = { kernel: kernel.data, bias: biasOf(bias, filters, turn) }
  const alone = input.extent.height * input.extent.width === 1 && tall * wide === 1 && numbers.every((n) => n === 0)
  const made =
    alone && parts === 1
      ? draft('dense', [input], { fields: { units: filters }, extent, hint: turn.node.name, ...weights })
      : draft('conv', [input], {
          fields: { kernel: [tall, wide], filters, dilation, groups: parts, stride: [...strides], padding: numbers },
          extent,
          hint: turn.node.name,
          ...weights,
        })
  return imageView(made, layout)
}

export function transposedConvolution(
  x: Value,
  given: Constant,
  bias: Constant | undefined,
  {
    layout,
    strides,
    dilations,
    padding,
    groups,
    outputPadding,
    size,
  }: Convolving & { outputPadding: Pair; size?: Pair },
  turn: Turning,
): Value {
  const input = asImage(x, AXES[layout], turn)
  // Rows, columns, channels in, filters of a group; then groups side by side.
  const own = turned(given, layout === 'NCHW' ? [2, 3, 0, 1] : [0, 1, 3, 2], turn)
  const [tall, wide, channels, each] = own.shape
  if (channels !== input.extent.channels || channels % groups !== 0)
    throw turn.refuse(`kernels of ${channels} channels in ${groups} groups for ${input.extent.channels} channels`)
  if (dilations[0] !== dilations[1])
    throw turn.refuse(`dilation ${dilations.join(', ')} (allowed: one number for both)`)
  const filters = each * groups
  const depth = channels / groups
  const kernel = new Float32Array(tall * wide * depth * filters)
  for (let tap = 0; tap < tall * wide; tap++)
    for (let c = 0; c < channels; c++)
      for (let f = 0; f < each; f++) {
        const group = Math.floor(c / depth)
        kernel[(tap * depth + (c % depth)) * filters + group * each + f] = own.data[(tap * channels + c) * each + f]
      }
  const [dilation] = dilations
  const span: Pair = [(tall - 1) * dilation + 1, (wide - 1) * dilation + 1]
  const full = ([0, 1] as const).map((axis) => (sides(input.extent)[axis] - 1) * strides[axis] + span[axis])
  let cut: Four
  let extra = [...outputPadding]
  const wanted = size ?? (typeof padding === 'string' && padding !== 'valid' ? ([0, 1] as const).map((axis) => sides(input.extent)[axis] * strides[axis]) : undefined) // prettier-ignore
  if (wanted) {
    const over = ([0, 1] as const).map((axis) => full[axis] - wanted[axis])
    extra = over.map((each) => Math.max(0, -each))
    const low = (each: number) => (padding === 'same-lower' ? Math.ceil(each / 2) : Math.floor(each / 2))
    const before = over.map((each, axis) => (typeof padding === 'string' ? low(Math.max(0, each)) : padding[axis * 2]))
    cut = [before[0], Math.max(0, over[0]) - before[0], before[1], Math.max(0, over[1]) - before[1]]
  } else cut = paddingNumbers(padding as 'valid' | Four, input.extent, span, strides, turn)
  if (cut.some((each) => each < 0)) throw turn.refuse(`padding ${cut.join(', ')}`)
  const height = full[0] - cut[0] - cut[1] + extra[0]
  const width = full[1] - cut[2] - cut[3] + extra[1]
  if (height < 1 || width < 1) throw turn.refuse(`nothing is left of its output: ${height}×${width}`)
  const made = draft('deconv', [input], {
    fields: { kernel: [tall, wide], filters, groups, dilation, stride: [...strides], padding: cut, extra },
    extent: { height, width, channels: filters },
    hint: turn.node.name,
    kernel,
    bias: biasOf(bias, filters, turn),
  })
  return imageView(made, layout)
}

interface Pooling extends Omit<Convolving, 'groups'> {
  window: Pair
  ceil: boolean
}

export function pooling(
  x: Value,
  { layout, window, strides, dilations, padding, ceil }: Pooling,
  how: { op: 'maxPool' } | { op: 'avgPool'; countPadding: boolean },
  turn: Turning,
): Value {
  const input = asImage(x, AXES[layout], turn)
  if (Math.max(...dilations) > 1) throw turn.refuse(`dilation ${dilations.join(', ')} (allowed in pooling: 1)`)
  const numbers = paddingNumbers(padding, input.extent, window, strides, turn)
  const overhang = ([0, 1] as const).map((axis) => {
    if (!ceil) return 0
    const length = sides(input.extent)[axis]
    const padded = length + numbers[axis * 2] + numbers[axis * 2 + 1]
    let windows = Math.ceil((padded - window[axis]) / strides[axis]) + 1
    // A window that would begin in the padding at the end is none.
    if ((windows - 1) * strides[axis] >= length + numbers[axis * 2]) windows--
    return Math.max(0, (windows - 1) * strides[axis] + window[axis] - padded)
  })
  const around: Four = [numbers[0], numbers[1] + overhang[0], numbers[2], numbers[3] + overhang[1]]
  const [height, width] = dimensions(input.extent, around, window, strides, turn)
  const { channels } = input.extent
  const extent = { height, width, channels }
  const hint = turn.node.name
  const all =
    around.every((each) => each === 0) && window[0] === input.extent.height && window[1] === input.extent.width
  if (how.op === 'avgPool' && all)
    return imageView(draft('globalAverage', [input], { extent: { height: 1, width: 1, channels }, hint }), layout)
  const plain = how.op === 'avgPool' && around.every((each) => each === 0)
  const fields = {
    window: [...window],
    ...(how.op === 'avgPool' && { countPadding: plain ? false : how.countPadding }),
    stride: [...strides],
    padding: around,
    ...(how.op === 'avgPool' && { overhang: how.countPadding ? overhang : [0, 0] }),
  }
  return imageView(draft(how.op, [input], { fields, extent, hint }), layout)
}

/** The mean, sum or maximum over axes of the file's tensor. */
export function reduction(
  x: Value,
  axes: readonly number[],
  keepDims: boolean,
  how: 'reduceMean' | 'reduceSum' | 'reduceMax',
  turn: Turning,
): Value {
  const { draft: from, view } = x
  const { height, width, channels } = from.extent
  const gone = axes.filter((axis) => view.shape[axis] > 1)
  const factors = gone.flatMap((axis) => view.axes[axis])
  const over = (length: number, stride: number) => {
    const own = factors.filter((factor) => factor.stride >= stride && factor.stride < stride * length)
    return own.reduce((product, { size }) => product * size, 1)
  }
  const [rows, columns] = [over(height, width * channels), over(width, channels)]
  const spatial = factors.every(({ stride }) => stride >= channels)
  if (!spatial || ![1, height].includes(rows) || ![1, width].includes(columns))
    throw turn.refuse(
      `over axes ${axes.join(', ')} of (${view.shape.join(', ')}) (allowed: whole rows, columns or both)`,
    )
  const shape = view.shape.flatMap((length, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [length]))
  const left = view.axes.flatMap((axis, i) => (axes.includes(i) ? (keepDims ? [[]] : []) : [axis]))
  const extent = { height: rows > 1 ? 1 : height, width: columns > 1 ? 1 : width, channels }
  // Rows or columns that are left run on over what is one wide now.
  const kept = left.map((axis) =>
    axis.map(({ size, stride }) => {
      if (stride < channels) return { size, stride }
      return {
        size,
        stride: stride >= width * channels ? (stride / (width * channels)) * extent.width * channels : stride,
      }
    }),
  )
  const both = (rows === height || height === 1) && (columns === width || width === 1)
  const hint = turn.node.name
  const window = { window: [rows > 1 ? height : 1, columns > 1 ? width : 1], stride: [1, 1], padding: [0, 0, 0, 0] }
  let made: Draft
  if (rows * columns === 1) made = from
  else if (how === 'reduceMax') made = draft('maxPool', [from], { fields: window, extent, hint })
  else if (both) made = draft('globalAverage', [from], { extent, hint })
  else made = draft('avgPool', [from], { fields: { ...window, countPadding: false, overhang: [0, 0] }, extent, hint })
  if (how === 'reduceSum') made = affine(made, rows * columns, 0, hint)
  return { draft: made, view: { shape, axes: kept } }
}

export function resizing(
  x: Value,
  given: {
    layout: Layout
    size?: Pair
    scale?: Pair
    mode: string
    coordinates: string
    nearest: string
  },
  turn: Turning,
): Value {
  const input = asImage(x, AXES[given.layout], turn)
  const [height, width] = ([0, 1] as const).map((axis) => {
    const length = sides(input.extent)[axis]
    if (given.size) return given.size[axis]
    const exact = length * (given.scale?.[axis] ?? 1)
    if (Math.abs(exact - Math.round(exact)) < 1e-3) return Math.round(exact)
    throw turn.refuse(`${length} positions times ${given.scale?.[axis]} are no whole number`)
  })
  const { channels } = input.extent
  if (height === input.extent.height && width === input.extent.width) return imageView(input, given.layout)
  const { mode, coordinates, nearest } = given
  const fields = { height, width, mode, coordinates, nearest }
  return imageView(
    draft('resize', [input], { fields, extent: { height, width, channels }, hint: turn.node.name }),
    given.layout,
  )
}

/** Blocks of channels to pixels, as the transposed convolution that it is. */
export function depthToSpace(x: Value, layout: Layout, block: number, order: 'DCR' | 'CRD', turn: Turning): Value {
  const input = asImage(x, AXES[layout], turn)
  const { height, width, channels } = input.extent
  const filters = channels / (block * block)
  if (!Number.isInteger(filters)) throw turn.refuse(`${channels} channels are no blocks of ${block}×${block}`)
  const kernel = new Float32Array(block * block * channels * filters)
  for (let y = 0; y < block; y++)
    for (let z = 0; z < block; z++)
      for (let f = 0; f < filters; f++) {
        const from = order === 'DCR' ? (y * block + z) * filters + f : (f * block + y) * block + z
        kernel[((y * block + z) * channels + from) * filters + f] = 1
      }
  const fields = { kernel: [block, block], filters, groups: 1, dilation: 1, stride: [block, block], padding: [0, 0, 0, 0], extra: [0, 0] } // prettier-ignore
  const extent = { height: height * block, width: width * block, channels: filters }
  return imageView(
    draft('deconv', [input], { fields, extent, hint: turn.node.name, kernel, bias: new Float32Array(filters) }),
    layout,
  )
}
