/** AlexNet as torchvision has it (Krizhevsky 2014, "One weird trick"). */
import type { Architecture } from '../architecture.ts'

/** Number among the features, stride and padding of each convolution; after which of them a maximum stands. */
const CONVOLUTIONS = [
  { at: 0, stride: 4, padding: 2, pooled: true },
  { at: 3, stride: 1, padding: 2, pooled: true },
  { at: 6, stride: 1, padding: 1, pooled: false },
  { at: 8, stride: 1, padding: 1, pooled: false },
  { at: 10, stride: 1, padding: 1, pooled: true },
]

export default {
  name: 'AlexNet',
  first: 'features.0.weight',
  recognizes: (weights) => weights.get('features.0.weight')?.shape[2] === 11 && weights.has('classifier.6.weight'),
  emit(network, image) {
    let x = image
    let channels = network.shape('features.0.weight')[1]!
    for (const { at, stride, padding, pooled } of CONVOLUTIONS) {
      x = network.conv(x, `features.${at}`, channels, { stride, padding })
      channels = network.filters(`features.${at}`)
      x = network.plain('relu', `features.${at + 1}`, x)
      if (pooled) x = network.maxPool(x, `features.${at + 2}`, 3, { stride: 2 })
    }
    const first = network.linear(network.flatten(x, 'flatten'), 'classifier.1')
    const second = network.linear(network.plain('relu', 'classifier.2', first), 'classifier.4')
    return network.linear(network.plain('relu', 'classifier.5', second), 'classifier.6')
  },
} satisfies Architecture
