/** MobileNetV3 (Howard et al. 2019), small and large, as torchvision has them, of any width. */
import { children, type Architecture } from '../architecture.ts'
import { invertedResidual, step, type Manner } from '../invertedResidual.ts'
import type { StateDict } from '../stateDict.ts'

/** By the number of features: the blocks that halve the picture, and the first that has hard-swish (tables 1 and 2). */
const SIZES: Readonly<Record<number, { halving: readonly number[]; swish: number }>> = {
  13: { halving: [1, 2, 4, 9], swish: 4 },
  17: { halving: [2, 4, 7, 13], swish: 7 },
}
/** torchvision's batch normalization of these networks. */
const EPSILON = 1e-3
const SQUEEZE: Manner['squeeze'] = { activation: 'relu', gate: 'hardSigmoid' }

const features = (names: Iterable<string>): number => children(names, 'features').length

export default {
  name: 'MobileNetV3',
  first: 'features.0.0.weight',
  recognizes: (weights: StateDict) =>
    weights.has('features.1.block.0.0.weight') &&
    weights.has('classifier.3.weight') &&
    features(weights.keys()) in SIZES,
  emit(network, image) {
    const count = features(network.names())
    const { halving, swish } = SIZES[count]!
    const ends = { activation: 'hardSwish', epsilon: EPSILON } as const
    let at = step(network, image, 'features.0', network.shape('features.0.0.weight')[1]!, { ...ends, stride: 2 })
    for (let i = 1; i < count - 1; i++) {
      const activation = i >= swish ? 'hardSwish' : 'relu'
      at = invertedResidual(network, at.x, `features.${i}`, at.channels, {
        stride: halving.includes(i) ? 2 : 1,
        manner: { activation, squeeze: SQUEEZE, epsilon: EPSILON },
      })
    }
    at = step(network, at.x, `features.${count - 1}`, at.channels, ends)
    const wide = network.linear(network.pooledRow(at.x, 'avgpool'), 'classifier.0')
    return network.linear(network.plain('hardSwish', 'classifier.1', wide), 'classifier.3')
  },
} satisfies Architecture
