/** Operations on each number, and on two of them. */
import type { Constant, OperationName } from '../../graph.ts'
import { numberAt, typeAt, type Emit, type NodeInPlace, type Operations } from '../graphNode.ts'

const scalar = (value: number): Constant => ({ shape: [], data: Float64Array.of(value) })

/** Operations without attributes. */
type Plain = Extract<
  OperationName,
  | 'relu'
  | 'sigmoid'
  | 'tanh'
  | 'softplus'
  | 'erf'
  | 'exp'
  | 'log'
  | 'sqrt'
  | 'reciprocal'
  | 'abs'
  | 'neg'
  | 'floor'
  | 'ceil'
  | 'identity'
  | 'prelu'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'pow'
  | 'min'
  | 'max'
  | 'equal'
  | 'less'
  | 'greater'
  | 'where'
  | 'sum'
  | 'clip'
  | 'shape'
>

const plain =
  (op: Plain): Emit =>
  ({ graph, name }, inputs) =>
    graph.node(op, name, inputs, {})

const twice = ({ graph, name }: NodeInPlace, x: string, output = name) => graph.node('mul', name, [x, x], {}, output)

export const elementwise: Operations = {
  Relu: plain('relu'),
  Relu6: ({ graph, name }, [x]) =>
    graph.node('clip', name, [x!, graph.constant(`${name}/0`, scalar(0)), graph.constant(`${name}/6`, scalar(6))], {}),
  ClipByValue: plain('clip'),
  LeakyRelu: (node, [x]) => node.graph.node('leakyRelu', node.name, [x!], { alpha: numberAt(node, 'alpha', 'f', 0.2) }),
  Elu: ({ graph, name }, [x]) => graph.node('elu', name, [x!], { alpha: 1 }),
  Selu({ graph, name }, [x]) {
    const inner = graph.node('elu', name, [x!], { alpha: 1.6732632423543772 }, `${name}/elu`)
    return graph.node('mul', name, [inner, graph.constant(`${name}/scale`, scalar(1.0507009873554805))], {})
  },
  Prelu: plain('prelu'),
  Sigmoid: plain('sigmoid'),
  Tanh: plain('tanh'),
  Softplus: plain('softplus'),
  Erf: plain('erf'),
  Exp: plain('exp'),
  Log: plain('log'),
  Sqrt: plain('sqrt'),
  Rsqrt: ({ graph, name }, [x]) =>
    graph.node('reciprocal', name, [graph.node('sqrt', name, [x!], {}, `${name}/root`)], {}),
  Reciprocal: plain('reciprocal'),
  Inv: plain('reciprocal'),
  Abs: plain('abs'),
  Neg: plain('neg'),
  Floor: plain('floor'),
  Ceil: plain('ceil'),
  Square: (node, [x]) => twice(node, x!),
  SquaredDifference: (node, inputs) =>
    twice(node, node.graph.node('sub', node.name, inputs, {}, `${node.name}/difference`)),
  Add: plain('add'),
  AddV2: plain('add'),
  AddN: plain('sum'),
  Sub: plain('sub'),
  Mul: plain('mul'),
  RealDiv: plain('div'),
  Div: plain('div'),
  Pow: plain('pow'),
  Minimum: plain('min'),
  Maximum: plain('max'),
  Equal: plain('equal'),
  Less: plain('less'),
  Greater: plain('greater'),
  Select: plain('where'),
  SelectV2: plain('where'),
  Softmax: ({ graph, name }, [x]) => graph.node('softmax', name, [x!], { axis: -1 }),
  LogSoftmax: ({ graph, name }, [x]) => graph.node('logSoftmax', name, [x!], { axis: -1 }),
  Identity: plain('identity'),
  StopGradient: plain('identity'),
  PreventGradient: plain('identity'),
  Snapshot: plain('identity'),
  Cast: (node, [x]) => {
    const to = String(typeAt(node, 'DstT'))
    return node.graph.node('cast', node.name, [x!], { whole: /INT|BOOL|3|9|10/.test(to) })
  },
}
