/** VGG (Simonyan and Zisserman 2015), with and without batch normalization, as torchvision and timm name its layers. */
import { children, type Architecture } from '../architecture.ts'
import type { StateDict } from '../stateDict.ts'
import type { Network } from '../network.ts'

const isConv = (weights: Pick<Network, 'has'>, at: number) => weights.has(`features.${at}.weight`)

/** 3×3 convolutions of which the first has 64 filters of width, and a classifier of three layers. */
function recognizes(weights: StateDict): boolean {
  const first = weights.get('features.0.weight')?.shape
  const classifier = weights.has('classifier.6.weight') || weights.has('pre_logits.fc1.weight')
  return first?.length === 4 && first[2] === 3 && classifier && !weights.has('features.0.0.weight')
}

/** The features: each convolution, batch normalization where there is one, and a maximum where numbers leave a gap. */
function features(network: Network, image: string, numbers: readonly number[]): { x: string; channels: number } {
  let x = image
  let channels = network.shape('features.0.weight')[1]!
  const convs = numbers.filter((at) => isConv(network, at) && network.shape(`features.${at}.weight`).length === 4)
  for (const [i, at] of convs.entries()) {
    x = network.conv(x, `features.${at}`, channels, { padding: 1 })
    channels = network.filters(`features.${at}`)
    const normed = network.has(`features.${at + 1}.running_mean`)
    if (normed) x = network.norm(x, `features.${at + 1}`, channels)
    const relu = at + (normed ? 2 : 1)
    x = network.plain('relu', `features.${relu}`, x)
    const next = convs[i + 1]
    if (next === undefined || next > relu + 1) x = network.maxPool(x, `features.${relu + 1}`, 2)
  }
  return { x, channels }
}

export default {
  name: 'VGG',
  first: 'features.0.weight',
  recognizes,
  emit(network, image) {
    const { x, channels } = features(network, image, children(network.names(), 'features'))
    if (network.has('pre_logits.fc1.weight')) {
      // timm's classifier is convolutions, then the mean of what is left.
      const first = network.plain('relu', 'pre_logits.act1', network.conv(x, 'pre_logits.fc1', channels))
      const width = network.filters('pre_logits.fc1')
      const second = network.plain('relu', 'pre_logits.act2', network.conv(first, 'pre_logits.fc2', width))
      return network.linear(network.pooledRow(second, 'head.global_pool'), 'head.fc')
    }
    const first = network.linear(network.flatten(x, 'flatten'), 'classifier.0')
    const second = network.linear(network.plain('relu', 'classifier.1', first), 'classifier.3')
    return network.linear(network.plain('relu', 'classifier.4', second), 'classifier.6')
  },
} satisfies Architecture
