/** Batch normalization and local response normalization. */
import { layoutAt, numberAt, unknown, type Emit, type Operations } from '../graphNode.ts'

const batchNorm: Emit = (node, inputs) => {
  const attribute = node.attributes.is_training as { b?: unknown } | undefined
  // In training it would normalize by the batch: TensorFlow.js itself takes the numbers that are stored.
  if (attribute?.b === true && inputs.length < 5) return unknown(node, inputs)
  // TensorFlow's own default (`FusedBatchNormV3`, epsilon).
  const epsilon = numberAt(node, 'epsilon', 'f', 1e-4)
  return node.graph.node('batchNorm', node.name, inputs.slice(0, 5), {
    epsilon,
    axis: layoutAt(node) === 'NCHW' ? 1 : 3,
  })
}

export const normalizing: Operations = {
  FusedBatchNorm: batchNorm,
  FusedBatchNormV2: batchNorm,
  FusedBatchNormV3: batchNorm,
  LRN: (node, [x]) =>
    node.graph.node('lrn', node.name, [x!], {
      size: 2 * numberAt(node, 'depth_radius', 'i', 5) + 1,
      bias: numberAt(node, 'bias', 'f', 1),
      alpha: numberAt(node, 'alpha', 'f', 1),
      beta: numberAt(node, 'beta', 'f', 0.5),
      axis: 3,
    }),
}
