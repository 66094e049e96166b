/** EfficientNet B0 to B7 (Tan and Le 2019) as torchvision has them. */
import { children, type Architecture } from '../architecture.ts'
import { invertedResidual, step, type Manner } from '../invertedResidual.ts'

/** Of the first block of each stage (table 1 of the paper). */
const STRIDES = [1, 2, 2, 2, 1, 2, 1]
const SQUEEZE: Manner['squeeze'] = { activation: 'silu', gate: 'sigmoid' }

/** torchvision's batch normalization: from B5 on, whose first stage has three blocks, it differs. */
const epsilonOf = (blocks: number): number => (blocks >= 3 ? 1e-3 : 1e-5)

export default {
  name: 'EfficientNet',
  first: 'features.0.0.weight',
  // Version 2 has no squeeze-and-excite in its first stages.
  recognizes: (weights) =>
    weights.has('features.1.0.block.1.fc1.weight') &&
    weights.has('classifier.1.weight') &&
    children(weights.keys(), 'features').length === STRIDES.length + 2,
  emit(network, image) {
    const blocks = (stage: number) => children(network.names(), `features.${stage}`)
    const manner: Manner = { activation: 'silu', squeeze: SQUEEZE, epsilon: epsilonOf(blocks(1).length) }
    const { epsilon } = manner
    const ends = { activation: 'silu', epsilon } as const
    let at = step(network, image, 'features.0', network.shape('features.0.0.weight')[1]!, { ...ends, stride: 2 })
    for (const [i, first] of STRIDES.entries())
      for (const block of blocks(i + 1)) {
        const stride = block === 0 ? first : 1
        at = invertedResidual(network, at.x, `features.${i + 1}.${block}`, at.channels, { stride, manner })
      }
    at = step(network, at.x, `features.${STRIDES.length + 1}`, at.channels, ends)
    return network.linear(network.pooledRow(at.x, 'avgpool'), 'classifier.1')
  },
} satisfies Architecture
