/** Convolutions, matrix products, and those fused with what follows them. */
import type { Constant } from '../../graph.ts'
import { transposed } from '../../keras/transposed.ts'
import { shown } from '../../reading/refusal.ts'
import {
  flagAt,
  layoutAt,
  numberAt,
  slideAt,
  textsAt,
  unknown,
  wholeAt,
  type Emit,
  type NodeInPlace,
  type Operations,
} from '../graphNode.ts'

/** What a bias is added to: its axis of channels stands last, or second for NCHW. */
function biased(node: NodeInPlace, x: string, bias: string, output: string): string {
  const { graph, name } = node
  if (layoutAt(node) === 'NHWC') return graph.node('add', name, [x, bias], {}, output)
  const constant = node.constant(bias)
  if (!constant) return graph.node('unknown', name, [x, bias], { operation: 'BiasAdd of a computed bias' }, output)
  const shape = [constant.shape[0] ?? 1, 1, 1]
  return graph.node('add', name, [x, graph.constant(`${name}/bias`, { ...constant, shape })], {}, output)
}

/** The kernel of a convolution: TensorFlow's is height, width, in, out whatever the layout. */
function kernelFor(node: NodeInPlace, kernel: string): string | undefined {
  if (layoutAt(node) === 'NHWC') return kernel
  const constant = node.constant(kernel)
  return constant && node.graph.constant(`${node.name}/kernel`, transposed(constant, [3, 2, 0, 1]))
}

type Weighing = (node: NodeInPlace, x: string, kernel: string, output: string) => string | undefined

const conv: Weighing = (node, x, kernel, output) => {
  const turned = kernelFor(node, kernel)
  if (turned === undefined) return undefined
  return node.graph.node('conv', node.name, [x, turned], { ...slideAt(node), groups: 1 }, output)
}

const depthwise: Weighing = (node, x, kernel, output) =>
  layoutAt(node) === 'NHWC'
    ? node.graph.node('depthwiseConv', node.name, [x, kernel], slideAt(node), output)
    : undefined

const product: Weighing = (node, x, kernel, output) => {
  const transA = flagAt(node, 'transpose_a')
  const transB = flagAt(node, 'transpose_b')
  if (!transA && !transB) return node.graph.node('matMul', node.name, [x, kernel], {}, output)
  return node.graph.node('gemm', node.name, [x, kernel], { alpha: 1, beta: 1, transA, transB }, output)
}

/** The activations that TensorFlow fuses. */
const FUSED: Readonly<Record<string, (node: NodeInPlace, x: string, rest: readonly string[]) => string>> = {
  Relu: ({ graph, name }, x) => graph.node('relu', name, [x], {}),
  Relu6: ({ graph, name }, x) => {
    const bound = (value: number): Constant => ({ shape: [], data: Float64Array.of(value) })
    return graph.node(
      'clip',
      name,
      [x, graph.constant(`${name}/0`, bound(0)), graph.constant(`${name}/6`, bound(6))],
      {},
    )
  },
  Elu: ({ graph, name }, x) => graph.node('elu', name, [x], { alpha: 1 }),
  Sigmoid: ({ graph, name }, x) => graph.node('sigmoid', name, [x], {}),
  LeakyRelu: (node, x) =>
    node.graph.node('leakyRelu', node.name, [x], { alpha: numberAt(node, 'leakyrelu_alpha', 'f', 0.2) }),
  Prelu: ({ graph, name }, x, [slope]) => graph.node('prelu', name, [x, slope!], {}),
}

/** Alone, with a bias, with an activation, in the order in which `fused_ops` lists them. */
const fused =
  (weigh: Weighing): Emit =>
  (node, inputs) => {
    const [x, kernel, ...rest] = inputs
    const follows = textsAt(node, 'fused_ops')
    const known = follows.every((each) => each === 'BiasAdd' || Object.hasOwn(FUSED, each))
    if (!known || rest.length < follows.filter((each) => each === 'BiasAdd' || each === 'Prelu').length)
      return unknown({ ...node, op: `${node.op} with ${shown(follows.join(', '))}` }, inputs)
    const activation = follows.find((each) => each !== 'BiasAdd')
    const end = activation ? `${node.name}.pre` : node.name
    const hasBias = follows.includes('BiasAdd')
    const made = weigh(node, x!, kernel!, hasBias ? `${node.name}/product` : end)
    if (made === undefined) return unknown(node, inputs)
    const bare = { ...node, name: end }
    const sum = hasBias ? biased(bare, made, rest[0]!, end) : made
    return activation ? FUSED[activation]!(node, sum, hasBias ? rest.slice(1) : rest) : sum
  }

export const weighing: Operations = {
  Conv2D: fused(conv),
  _FusedConv2D: fused(conv),
  DepthwiseConv2dNative: fused(depthwise),
  DepthwiseConv2d: fused(depthwise),
  FusedDepthwiseConv2dNative: fused(depthwise),
  MatMul: fused(product),
  _FusedMatMul: fused(product),
  BatchMatMulV2: (node, inputs) =>
    flagAt(node, 'adj_x') || flagAt(node, 'adj_y')
      ? unknown(node, inputs)
      : node.graph.node('matMul', node.name, inputs, {}),
  BiasAdd: (node, [x, bias]) => biased(node, x!, bias!, node.name),
  Conv2DBackpropInput(node, inputs) {
    const [shape, kernel, x] = inputs
    const size = wholeAt(node, shape)
    const slide = slideAt(node)
    const turned = kernelFor(node, kernel!)
    // TensorFlow's kernel is height, width, filters, channels of the transposed convolution.
    const given = size?.length === 4 ? (slide.layout === 'NCHW' ? size.slice(2) : size.slice(1, 3)) : undefined
    if (turned === undefined || !given?.every((each) => each > 0)) return unknown(node, inputs)
    const attributes = { ...slide, groups: 1, outputPadding: [0, 0], size: given as [number, number] } as const
    return node.graph.node('convTranspose', node.name, [x!, turned], attributes)
  },
}
