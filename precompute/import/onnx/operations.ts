/** ONNX's operations as the neutral graph's; what differs between opsets is settled here. */
import type { NodeProto } from 'onnx-buf'
import {
  OWN,
  type Constant,
  type GraphNode,
  type OperationName,
  type Operations,
  type WindowPadding,
} from '../graph.ts'
import type { Attributes } from './attributes.ts'

/** Adds a constant that stands for an attribute, under a name of its own. */
export type Add = (name: string, constant: Constant) => void

interface Turn {
  node: NodeProto
  attributes: Attributes
  opset: number
  /** The name of a new constant: whole numbers, or one number. */
  list(values: readonly number[]): string
  number(value: number): string
  /** A node of the graph, with the inputs and outputs of the file's if not said. */
  make<Op extends OperationName>(op: Op, attributes: Operations[Op], inputs?: readonly string[], outputs?: readonly string[]): GraphNode // prettier-ignore
  /** A name for a value between two nodes that stand for one. */
  between(what: string): string
}

type Turner = (turn: Turn) => GraphNode[]

/** Operations that are the same here and there, without attributes. */
const PLAIN: Record<string, OperationName> = {
  Relu: 'relu', Sigmoid: 'sigmoid', Tanh: 'tanh', HardSwish: 'hardSwish', Softplus: 'softplus', Erf: 'erf', Exp: 'exp',
  Log: 'log', Sqrt: 'sqrt', Reciprocal: 'reciprocal', Abs: 'abs', Neg: 'neg', Floor: 'floor', Ceil: 'ceil', PRelu: 'prelu',
  Add: 'add', Sub: 'sub', Mul: 'mul', Div: 'div', Pow: 'pow', Equal: 'equal', Less: 'less', Greater: 'greater',
  Where: 'where', Sum: 'sum', MatMul: 'matMul', Identity: 'identity', Range: 'range', Expand: 'expand', Tile: 'tile',
  Swish: 'silu',
} // prettier-ignore

const two = (values: readonly number[] | undefined, otherwise: number): [number, number] => [values?.[0] ?? otherwise, values?.[1] ?? otherwise] // prettier-ignore

/** Whether an operation's window lies on something else than rows and columns. */
const flat = ({ attributes }: Turn): number | undefined => {
  const axes = (attributes.wholes('kernel_shape') ?? attributes.wholes('strides'))?.length ?? 2
  return axes === 2 ? undefined : axes
}

function slide({ attributes }: Turn) {
  const pads = attributes.wholes('pads') ?? [0, 0, 0, 0]
  const given: WindowPadding = [pads[0] ?? 0, pads[2] ?? 0, pads[1] ?? 0, pads[3] ?? 0]
  const auto: Record<string, WindowPadding> = { SAME_UPPER: 'same-upper', SAME_LOWER: 'same-lower', VALID: 'valid' }
  return {
    layout: 'NCHW' as const,
    strides: two(attributes.wholes('strides'), 1),
    dilations: two(attributes.wholes('dilations'), 1),
    padding: auto[attributes.text('auto_pad', 'NOTSET')] ?? given,
  }
}

const windowOf = (turn: Turn) => two(turn.attributes.wholes('kernel_shape'), 1)

const unknown = ({ make, node }: Turn, operation = node.opType): GraphNode[] => [make('unknown', { operation })]

/** Over axes that stand in an attribute, or since some opset in an input. */
const reduce =
  (op: 'reduceMean' | 'reduceSum' | 'reduceMax'): Turner =>
  ({ make, attributes, node }) => {
    const axes = attributes.wholes('axes') ?? []
    const none = axes.length === 0 && (node.input[1] ?? '') === '' && attributes.whole('noop_with_empty_axes', 0) === 1
    if (none) return [make('identity', {}, node.input.slice(0, 1))]
    return [make(op, { axes, keepDims: attributes.whole('keepdims', 1) === 1 })]
  }

/** Before opset 13 over all axes from one on. */
const softmax =
  (op: 'softmax' | 'logSoftmax'): Turner =>
  ({ make, attributes, opset, node, between }) => {
    if (opset >= 13) return [make(op, { axis: attributes.whole('axis', -1) })]
    const [flattened, scored, shape] = ['flat', 'scores', 'shape'].map(between)
    return [
      make('flatten', { axis: attributes.whole('axis', 1) }, node.input, [flattened]),
      make(op, { axis: 1 }, [flattened], [scored]),
      make('shape', {}, node.input, [shape]),
      make('reshape', { zeroIsZero: true }, [scored, shape]),
    ]
  }

function resize(turn: Turn): GraphNode[] {
  const { node, attributes, opset, make } = turn
  const old = node.opType === 'Upsample' || opset < 11
  const [, second = '', third = '', fourth = ''] = node.input
  let scales = old ? second : third
  const given = attributes.floats('scales')
  if (given && scales === '') scales = turn.list(given)
  const coordinates = old ? 'asymmetric' : attributes.text('coordinate_transformation_mode', 'half_pixel')
  const mode = attributes.text('mode', 'nearest').replace('bilinear', 'linear')
  const nearest = old ? 'floor' : attributes.text('nearest_mode', 'round_prefer_floor')
  if (!['nearest', 'linear'].includes(mode)) return unknown(turn, `${node.opType} of mode ${mode}`)
  if (!['half_pixel', 'pytorch_half_pixel', 'asymmetric', 'align_corners'].includes(coordinates))
    return unknown(turn, `${node.opType} with coordinates ${coordinates}`)
  if (attributes.whole('antialias', 0) === 1) return unknown(turn, `${node.opType} with antialiasing`)
  const how = { layout: 'NCHW', mode, coordinates, nearest } as Operations['resize']
  return [make('resize', how, [node.input[0], scales, old ? '' : fourth])]
}

const TURNS: Record<string, Turner> = {
  Conv: (turn) =>
    flat(turn) ? unknown(turn, `Conv over ${flat(turn)} axes`) : [turn.make('conv', { ...slide(turn), groups: turn.attributes.whole('group', 1) })], // prettier-ignore
  ConvTranspose(turn) {
    if (flat(turn)) return unknown(turn, `ConvTranspose over ${flat(turn)} axes`)
    const size = turn.attributes.wholes('output_shape')?.slice(-2) as [number, number] | undefined
    const outputPadding = two(turn.attributes.wholes('output_padding'), 0)
    const groups = turn.attributes.whole('group', 1)
    return [turn.make('convTranspose', { ...slide(turn), groups, outputPadding, ...(size && { size }) })]
  },
  MaxPool: (turn) =>
    flat(turn) ? unknown(turn, `MaxPool over ${flat(turn)} axes`) : [turn.make('maxPool', { ...slide(turn), window: windowOf(turn), ceil: turn.attributes.whole('ceil_mode', 0) === 1 }, turn.node.input, turn.node.output.slice(0, 1))], // prettier-ignore
  AveragePool(turn) {
    if (flat(turn)) return unknown(turn, `AveragePool over ${flat(turn)} axes`)
    const ceil = turn.attributes.whole('ceil_mode', 0) === 1
    const countPadding = turn.attributes.whole('count_include_pad', 0) === 1
    return [turn.make('avgPool', { ...slide(turn), window: windowOf(turn), ceil, countPadding })]
  },
  GlobalAveragePool: ({ make }) => [make('reduceMean', { axes: [2, 3], keepDims: true })],
  GlobalMaxPool: ({ make }) => [make('reduceMax', { axes: [2, 3], keepDims: true })],
  ReduceMean: reduce('reduceMean'),
  ReduceSum: reduce('reduceSum'),
  ReduceMax: reduce('reduceMax'),
  Gemm: ({ make, attributes }) => [
    make('gemm', {
      alpha: attributes.float('alpha', 1),
      beta: attributes.float('beta', 1),
      transA: attributes.whole('transA', 0) === 1,
      transB: attributes.whole('transB', 0) === 1,
    }),
  ],
  BatchNormalization(turn) {
    const { attributes, make, node } = turn
    if (attributes.whole('training_mode', 0) === 1) return unknown(turn, 'BatchNormalization in training')
    return [
      make('batchNorm', { epsilon: attributes.float('epsilon', 1e-5), axis: 1 }, node.input, node.output.slice(0, 1)),
    ]
  },
  LayerNormalization: ({ make, attributes, node }) => [
    make('layerNorm', { epsilon: attributes.float('epsilon', 1e-5), axis: attributes.whole('axis', -1) }, node.input, node.output.slice(0, 1)), // prettier-ignore
  ],
  LRN({ make, attributes }) {
    const size = attributes.whole('size', 1)
    const [alpha, beta, bias] = [attributes.float('alpha', 1e-4), attributes.float('beta', 0.75), attributes.float('bias', 1)] // prettier-ignore
    return [make('lrn', { size, bias, alpha: alpha / size, beta, axis: 1 })]
  },
  LeakyRelu: ({ make, attributes }) => [make('leakyRelu', { alpha: attributes.float('alpha', 0.01) })],
  Elu: ({ make, attributes }) => [make('elu', { alpha: attributes.float('alpha', 1) })],
  HardSigmoid: ({ make, attributes }) => [
    make('hardSigmoid', { alpha: attributes.float('alpha', 0.2), beta: attributes.float('beta', 0.5) }),
  ],
  Gelu: ({ make, attributes }) => [
    make('gelu', { approximate: attributes.text('approximate', 'none') === 'tanh' ? 'tanh' : 'none' }),
  ],
  Clip({ make, attributes, node, number }) {
    if (!attributes.has('min') && !attributes.has('max')) return [make('clip', {})]
    const bounds = [attributes.float('min', -3.4028234663852886e38), attributes.float('max', 3.4028234663852886e38)]
    return [make('clip', {}, [node.input[0], ...bounds.map((each) => (Math.abs(each) > 1e38 ? '' : number(each)))])]
  },
  Min: (turn) => (turn.node.input.length === 2 ? [turn.make('min', {})] : unknown(turn, 'Min of several')),
  Max: (turn) => (turn.node.input.length === 2 ? [turn.make('max', {})] : unknown(turn, 'Max of several')),
  Concat: ({ make, attributes }) => [make('concat', { axis: attributes.whole('axis', 1) })],
  Softmax: softmax('softmax'),
  LogSoftmax: softmax('logSoftmax'),
  ArgMax: ({ make, attributes }) => [
    make('argMax', { axis: attributes.whole('axis', 0), keepDims: attributes.whole('keepdims', 1) === 1 }),
  ],
  Dropout: ({ make, node }) => [make('identity', {}, node.input.slice(0, 1), node.output.slice(0, 1))],
  Cast: ({ make, attributes }) => [make('cast', { whole: ![1, 10, 11, 16].includes(attributes.whole('to', 1)) })],
  Shape({ make, attributes, list, between, node }) {
    const [start, end] = [attributes.whole('start', 0), attributes.whole('end', 2 ** 31)]
    if (start === 0 && end === 2 ** 31) return [make('shape', {})]
    const whole = between('shape')
    return [make('shape', {}, node.input, [whole]), make('slice', {}, [whole, list([start]), list([end])])]
  },
  // Like a tensor of the network, which is of real numbers.
  CastLike: ({ make, node }) => [make('cast', { whole: false }, node.input.slice(0, 1))],
  Constant({ make, attributes, number, list, node }) {
    const floats = attributes.floats('value_floats') ?? attributes.wholes('value_ints')
    if (attributes.has('value_floats') || attributes.has('value_ints'))
      return [make('identity', {}, [list(floats ?? [])])]
    const one = attributes.has('value_float') ? attributes.float('value_float', 0) : attributes.whole('value_int', 0)
    return [make('identity', {}, [number(one)], node.output)]
  },
  ConstantOfShape({ make, attributes }) {
    const value = attributes.tensor('value')
    return [make('constantOfShape', { value: value?.data[0] ?? 0, whole: value?.whole === true })]
  },
  Reshape: ({ make, attributes }) => [make('reshape', { zeroIsZero: attributes.whole('allowzero', 0) === 1 })],
  Flatten: ({ make, attributes }) => [make('flatten', { axis: attributes.whole('axis', 1) })],
  Squeeze: ({ make, attributes }) => [make('squeeze', { axes: attributes.wholes('axes') ?? [] })],
  Unsqueeze: ({ make, attributes }) => [make('unsqueeze', { axes: attributes.wholes('axes') ?? [] })],
  Transpose: ({ make, attributes }) => [make('transpose', { permutation: attributes.wholes('perm') ?? [] })],
  Slice({ make, attributes, node, list }) {
    if (!attributes.has('starts')) return [make('slice', {})]
    const lists = ['starts', 'ends', 'axes'].map((name) => attributes.wholes(name))
    return [make('slice', {}, [node.input[0], ...lists.map((each) => (each ? list(each) : ''))])]
  },
  Pad(turn) {
    const { make, attributes, node, list, number } = turn
    const mode = attributes.text('mode', 'constant')
    if (mode !== 'constant' && mode !== 'reflect' && mode !== 'edge') return unknown(turn, `Pad of mode ${mode}`)
    const pads = attributes.wholes('pads')
    if (pads) return [make('pad', { mode }, [node.input[0], list(pads), number(attributes.float('value', 0))])]
    if ((node.input[3] ?? '') !== '') return unknown(turn, 'Pad of some axes')
    return [make('pad', { mode })]
  },
  Split({ make, attributes, node, list }) {
    const lengths = attributes.wholes('split')
    return [make('split', { axis: attributes.whole('axis', 0) }, lengths ? [node.input[0], list(lengths)] : node.input)]
  },
  Gather: ({ make, attributes }) => [make('gather', { axis: attributes.whole('axis', 0) })],
  Upsample: resize,
  Resize: resize,
  DepthToSpace: ({ make, attributes }) => [
    make('depthToSpace', {
      layout: 'NCHW',
      block: attributes.whole('blocksize', 1),
      order: attributes.text('mode', 'DCR') === 'CRD' ? 'CRD' : 'DCR',
    }),
  ],
}

export function nodesOf(node: NodeProto, attributes: Attributes, opset: number, add: Add): GraphNode[] {
  let made = 0
  const own = (what: string) => `${node.output[0] ?? node.name}${OWN}${what}${made++}`
  const put = (constant: Constant): string => {
    const name = own('constant')
    add(name, constant)
    return name
  }
  const turn: Turn = {
    node,
    attributes,
    opset,
    list: (values) => put({ shape: [values.length], data: Float64Array.from(values), whole: true }),
    number: (value) => put({ shape: [], data: Float64Array.of(value) }),
    make: (op, given, inputs = node.input, outputs = node.output) =>
      ({ op, name: node.name, inputs, outputs, attributes: given }) as GraphNode,
    between: own,
  }
  if (node.opType === 'Constant' && attributes.has('value')) {
    add(node.output[0], attributes.tensor('value')!)
    return []
  }
  const foreign = node.domain !== '' && node.domain !== 'ai.onnx'
  if (foreign) return unknown(turn, `${node.domain}.${node.opType}`)
  const plain = Object.hasOwn(PLAIN, node.opType) ? PLAIN[node.opType] : undefined
  if (plain) return [turn.make(plain, {} as never)]
  return Object.hasOwn(TURNS, node.opType) ? TURNS[node.opType](turn) : unknown(turn)
}
