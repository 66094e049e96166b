/** Pooling over windows, and reductions over axes. */
import {
  flagAt,
  paddingAt,
  layoutAt,
  spatial,
  unknown,
  wholeAt,
  type Emit,
  type NodeInPlace,
  type Operations,
} from '../graphNode.ts'

const pool = (node: NodeInPlace) => ({
  layout: layoutAt(node),
  window: spatial(node, 'ksize'),
  strides: spatial(node, 'strides'),
  dilations: [1, 1] as const,
  padding: paddingAt(node),
  ceil: false,
})

const reduce =
  (op: 'reduceMean' | 'reduceMax' | 'reduceSum'): Emit =>
  (node, inputs) => {
    const axes = wholeAt(node, inputs[1])
    // No axes at all would mean that nothing is reduced.
    if (!axes || axes.length === 0) return unknown(node, inputs)
    return node.graph.node(op, node.name, [inputs[0]!], { axes, keepDims: flagAt(node, 'keep_dims') })
  }

export const pooling: Operations = {
  MaxPool: (node, [x]) => node.graph.node('maxPool', node.name, [x!], pool(node)),
  // TensorFlow's mean leaves the padding out.
  AvgPool: (node, [x]) => node.graph.node('avgPool', node.name, [x!], { ...pool(node), countPadding: false }),
  Mean: reduce('reduceMean'),
  Max: reduce('reduceMax'),
  Sum: reduce('reduceSum'),
  ArgMax(node, inputs) {
    const [axis] = wholeAt(node, inputs[1]) ?? []
    if (axis === undefined) return unknown(node, inputs)
    return node.graph.node('argMax', node.name, [inputs[0]!], { axis, keepDims: false })
  },
}
