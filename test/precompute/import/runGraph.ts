/**
 * Runs a neutral graph node by node in its own layout, with none of the code that makes a network of it: what readers
 * emit is compared by it with the original.
 */
import * as tf from '@tensorflow/tfjs'
import type { Constant, Graph, GraphNode, Operations, WindowPadding } from '../../../precompute/import/graph.ts'

type Slide = Operations['conv']
type Margins = [number, number, number, number]

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync())
const last = (x: tf.Tensor, layout: string): tf.Tensor4D =>
  (layout === 'NCHW' ? tf.transpose(x, [0, 2, 3, 1]) : x) as tf.Tensor4D
const back = (x: tf.Tensor, layout: string): tf.Tensor => (layout === 'NCHW' ? tf.transpose(x, [0, 3, 1, 2]) : x)

function margins(
  padding: WindowPadding,
  size: number[],
  window: readonly number[],
  slide: Omit<Slide, 'groups'>,
): Margins {
  if (padding === 'valid') return [0, 0, 0, 0]
  if (typeof padding !== 'string') return [...padding] as Margins
  return size.flatMap((length, i) => {
    const extent = (window[i]! - 1) * slide.dilations[i]! + 1
    const all = Math.max(0, (Math.ceil(length / slide.strides[i]!) - 1) * slide.strides[i]! + extent - length)
    const less = Math.floor(all / 2)
    return padding === 'same-upper' ? [less, all - less] : [all - less, less]
  }) as Margins
}

const padded = (x: tf.Tensor4D, [t, b, l, r]: Margins, value = 0): tf.Tensor4D =>
  tf.pad(
    x,
    [
      [0, 0],
      [t, b],
      [l, r],
      [0, 0],
    ],
    value,
  ) as tf.Tensor4D

function convolve(x: tf.Tensor4D, kernel: tf.Tensor4D, slide: Slide): tf.Tensor {
  const size = [x.shape[1], x.shape[2]]
  const input = padded(x, margins(slide.padding, size, kernel.shape, slide))
  const { groups } = slide
  const strides = [...slide.strides] as [number, number]
  const dilations = [...slide.dilations] as [number, number]
  const parts = tf.split(input, groups, 3)
  const kernels = tf.split(kernel, groups, 3)
  return tf.concat(
    parts.map((part, i) =>
      tf.conv2d(part as tf.Tensor4D, kernels[i] as tf.Tensor4D, strides, 'valid', 'NHWC', dilations),
    ),
    3,
  )
}

/** Windows one by one, as slowly as can be: hanging ones and those of the padding, too. */
function pool(x: tf.Tensor4D, a: Operations['avgPool'] | Operations['maxPool']): tf.Tensor {
  const [B, H, W, C] = x.shape
  const [t, b, l, r] = margins(a.padding, [H, W], a.window, a)
  const out = [H + t + b, W + l + r].map((length, i) => {
    const steps = (length - ((a.window[i]! - 1) * a.dilations[i]! + 1)) / a.strides[i]!
    const count = (a.ceil ? Math.ceil(steps) : Math.floor(steps)) + 1
    const from = i ? l : t
    const own = i ? W : H
    return a.ceil && (count - 1) * a.strides[i]! >= own + from ? count - 1 : count
  })
  const data = x.dataSync()
  const result = tf.buffer([B, out[0]!, out[1]!, C])
  for (let n = 0; n < B; n++)
    for (let i = 0; i < out[0]!; i++)
      for (let j = 0; j < out[1]!; j++)
        for (let c = 0; c < C; c++) {
          let sum = 0
          let most = -Infinity
          let count = 0
          for (let di = 0; di < a.window[0]; di++)
            for (let dj = 0; dj < a.window[1]; dj++) {
              const y = i * a.strides[0] + di * a.dilations[0] - t
              const z = j * a.strides[1] + dj * a.dilations[1] - l
              const inside = y >= 0 && y < H && z >= 0 && z < W
              const inPadding = !inside && y < H + b && z < W + r
              if (inside || ('countPadding' in a && a.countPadding && inPadding)) count++
              if (!inside) continue
              const value = data[((n * H + y) * W + z) * C + c]!
              sum += value
              most = Math.max(most, value)
            }
          result.set('countPadding' in a ? sum / count : most, n, i, j, c)
        }
  return result.toTensor()
}

const erf = (x: tf.Tensor) => tf.erf(x)
const axesOf = (axes: readonly number[]) => (axes.length > 0 ? [...axes] : undefined)

/** Broadcasts a vector over an axis. */
function along(v: tf.Tensor, axis: number, rank: number): tf.Tensor {
  const shape = new Array<number>(rank).fill(1)
  shape[axis < 0 ? axis + rank : axis] = v.size
  return tf.reshape(v, shape)
}

function slice(x: tf.Tensor, starts: number[], ends: number[], axes?: number[], steps?: number[]): tf.Tensor {
  const begin = x.shape.map(() => 0)
  const end = [...x.shape]
  const stride = x.shape.map(() => 1)
  starts.forEach((start, i) => {
    const axis = ((axes?.[i] ?? i) + x.rank) % x.rank
    const length = x.shape[axis]!
    const inside = (at: number) => Math.min(length, Math.max(0, at < 0 ? at + length : at))
    begin[axis] = inside(start)
    end[axis] = inside(ends[i]!)
    stride[axis] = steps?.[i] ?? 1
  })
  return tf.stridedSlice(x, begin, end, stride)
}

function run(node: GraphNode, x: tf.Tensor[]): tf.Tensor | tf.Tensor[] {
  const [a, b, c] = x as [tf.Tensor, tf.Tensor, tf.Tensor]
  switch (node.op) {
    case 'conv': {
      const { layout } = node.attributes
      const kernel = (layout === 'NCHW' ? tf.transpose(b, [2, 3, 1, 0]) : b) as tf.Tensor4D
      const sum = convolve(last(a, layout), kernel, node.attributes)
      return back(c ? tf.add(sum, c) : sum, layout)
    }
    case 'depthwiseConv': {
      const slide = node.attributes
      const input = last(a, slide.layout)
      const around = margins(slide.padding, [input.shape[1], input.shape[2]], b.shape, slide)
      const strides = [...slide.strides] as [number, number]
      const made = tf.depthwiseConv2d(padded(input, around), b as tf.Tensor4D, strides, 'valid', 'NHWC', [
        ...slide.dilations,
      ] as [number, number])
      return back(c ? tf.add(made, c) : made, slide.layout)
    }
    case 'convTranspose': {
      const s = node.attributes
      const input = last(a, s.layout)
      const kernel = (s.layout === 'NCHW' ? tf.transpose(b, [2, 3, 1, 0]) : b) as tf.Tensor4D
      const [kh, kw, filters] = kernel.shape
      const full = [0, 1].map((i) => (input.shape[1 + i]! - 1) * s.strides[i]! + [kh, kw][i]!)
      const whole = tf.conv2dTranspose(
        input,
        kernel,
        [input.shape[0], full[0]!, full[1]!, filters],
        [...s.strides] as [number, number],
        'valid',
      )
      const cut = s.padding as Margins
      const size = [0, 1].map((i) => full[i]! - cut[2 * i]! - cut[2 * i + 1]! + s.outputPadding[i]!)
      const more = tf.pad(whole, [
        [0, 0],
        [0, s.outputPadding[0]],
        [0, s.outputPadding[1]],
        [0, 0],
      ])
      const made = tf.slice(more, [0, cut[0], cut[2], 0], [-1, size[0]!, size[1]!, -1])
      return back(c ? tf.add(made, c) : made, s.layout)
    }
    case 'maxPool':
    case 'avgPool':
      return back(pool(last(a, node.attributes.layout), node.attributes), node.attributes.layout)
    case 'reduceMean':
      return tf.mean(a, axesOf(node.attributes.axes), node.attributes.keepDims)
    case 'reduceMax':
      return tf.max(a, axesOf(node.attributes.axes), node.attributes.keepDims)
    case 'reduceSum':
      return tf.sum(a, axesOf(node.attributes.axes), node.attributes.keepDims)
    case 'matMul':
      return tf.matMul(a, b)
    case 'gemm': {
      const { alpha, beta, transA, transB } = node.attributes
      const product = tf.mul(tf.matMul(a, b, transA, transB), alpha)
      return c ? tf.add(product, tf.mul(c, beta)) : product
    }
    case 'batchNorm': {
      const { epsilon, axis } = node.attributes
      const [scale, offset, mean, variance] = x.slice(1).map((each) => along(each, axis, a.rank))
      return tf.add(tf.mul(scale!, tf.div(tf.sub(a, mean!), tf.sqrt(tf.add(variance!, epsilon)))), offset!)
    }
    case 'relu':
      return tf.relu(a)
    case 'sigmoid':
      return tf.sigmoid(a)
    case 'tanh':
      return tf.tanh(a)
    case 'silu':
      return tf.mul(a, tf.sigmoid(a))
    case 'hardSwish':
      return tf.mul(a, tf.clipByValue(tf.add(tf.div(a, 6), 0.5), 0, 1))
    case 'hardSigmoid':
      return tf.clipByValue(tf.add(tf.mul(a, node.attributes.alpha), node.attributes.beta), 0, 1)
    case 'softplus':
      return tf.softplus(a)
    case 'exp':
      return tf.exp(a)
    case 'sqrt':
      return tf.sqrt(a)
    case 'reciprocal':
      return tf.reciprocal(a)
    case 'leakyRelu':
      return tf.leakyRelu(a, node.attributes.alpha)
    case 'elu':
      return tf.where(tf.greater(a, 0), a, tf.mul(tf.expm1(a), node.attributes.alpha))
    case 'gelu':
      return tf.mul(tf.mul(a, 0.5), tf.add(1, erf(tf.div(a, Math.SQRT2))))
    case 'prelu':
      return tf.prelu(a, b)
    case 'clip':
      return tf.minimum(b ? tf.maximum(a, b) : a, c ?? Infinity)
    case 'add':
      return tf.add(a, b)
    case 'sub':
      return tf.sub(a, b)
    case 'mul':
      return tf.mul(a, b)
    case 'div':
      return tf.div(a, b)
    case 'min':
      return tf.minimum(a, b)
    case 'max':
      return tf.maximum(a, b)
    case 'sum':
      return tf.addN(x)
    case 'concat':
      return tf.concat(x, node.attributes.axis)
    case 'softmax':
      return tf.softmax(a, node.attributes.axis)
    case 'identity':
      return tf.clone(a)
    case 'shape':
      return tf.tensor1d(a.shape)
    case 'reshape': {
      const shape = numbers(b).map((length, i) => (length === 0 && !node.attributes.zeroIsZero ? a.shape[i]! : length))
      return tf.reshape(a, shape)
    }
    case 'flatten':
      return tf.reshape(a, [a.shape.slice(0, node.attributes.axis).reduce((m, n) => m * n, 1), -1])
    case 'squeeze':
      return tf.squeeze(a, axesOf(node.attributes.axes))
    case 'unsqueeze':
      return node.attributes.axes.reduce((made, axis) => tf.expandDims(made, axis), a)
    case 'transpose':
      return tf.transpose(a, [...node.attributes.permutation])
    case 'slice':
      return slice(a, numbers(b), numbers(c), x[3] && numbers(x[3]), x[4] && numbers(x[4]))
    case 'pad': {
      const around = numbers(b)
      const pairs = a.shape.map((_, i) => [around[i]!, around[i + a.rank]!] as [number, number])
      return node.attributes.mode === 'reflect'
        ? tf.mirrorPad(a, pairs, 'reflect')
        : tf.pad(a, pairs, c ? numbers(c)[0]! : 0)
    }
    case 'split':
      return tf.split(a, b ? numbers(b) : node.outputs.length, node.attributes.axis)
    case 'resize': {
      const { layout, size, scale, mode, coordinates } = node.attributes
      const input = last(a, layout)
      const to = size ?? [input.shape[1] * scale![0], input.shape[2] * scale![1]]
      const aligned = coordinates === 'align_corners'
      const half = coordinates === 'half_pixel'
      const made =
        mode === 'linear'
          ? tf.image.resizeBilinear(input, [...to] as [number, number], aligned, half)
          : tf.image.resizeNearestNeighbor(input, [...to] as [number, number], aligned, half)
      return back(made, layout)
    }
    case 'cast':
      return node.attributes.whole ? tf.floor(a) : tf.clone(a)
    default:
      throw new Error(`the test's own interpreter has no ${node.op} (node ${node.name})`)
  }
}

const tensorOf = ({ shape, data }: Constant) => tf.tensor(Float32Array.from(data), [...shape])

/** Every value of the graph by name, for one picture with the axes of its input. */
export function runGraph(graph: Graph, image: Constant): Map<string, Constant> {
  const found = new Map<string, Constant>()
  tf.tidy(() => {
    const values = new Map<string, tf.Tensor>([[graph.input.value, tensorOf(image)]])
    for (const [name, constant] of graph.constants) values.set(name, tensorOf(constant))
    for (const node of graph.nodes) {
      const inputs = node.inputs.map((name) => {
        if (name === '') return undefined as unknown as tf.Tensor
        const value = values.get(name)
        if (!value) throw new Error(`node ${node.name} reads ${name} before it is made`)
        return value
      })
      const made = run(node, inputs)
      const list = Array.isArray(made) ? made : [made]
      node.outputs.forEach((output, i) => values.set(output, list[i]!))
    }
    for (const [name, x] of values) found.set(name, { shape: x.shape, data: x.dataSync() as Float32Array })
  })
  return found
}
