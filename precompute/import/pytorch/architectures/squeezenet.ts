/** SqueezeNet 1.0 and 1.1 (Iandola et al. 2016) as torchvision has them. */
import { children, type Architecture } from '../architecture.ts'
import type { Network } from '../network.ts'

/** Two sizes of convolution side by side, after one that narrows. */
function fire(network: Network, x: string, name: string, channels: number): { x: string; channels: number } {
  const narrow = network.plain('relu', `${name}.squeeze_activation`, network.conv(x, `${name}.squeeze`, channels))
  const width = network.filters(`${name}.squeeze`)
  const sides = [
    ['expand1x1', 0],
    ['expand3x3', 1],
  ] as const
  const parts = sides.map(([part, padding]) =>
    network.plain('relu', `${name}.${part}_activation`, network.conv(narrow, `${name}.${part}`, width, { padding })),
  )
  return {
    x: network.node('concat', name, parts, { axis: 1 }),
    channels: sides.reduce((sum, [part]) => sum + network.filters(`${name}.${part}`), 0),
  }
}

export default {
  name: 'SqueezeNet',
  first: 'features.0.weight',
  recognizes: (weights) => weights.has('features.3.squeeze.weight') && weights.has('classifier.1.weight'),
  emit(network, image) {
    const fires = children(network.names(), 'features').filter((at) => at > 0)
    let channels = network.filters('features.0')
    let x = network.conv(image, 'features.0', network.shape('features.0.weight')[1]!, { stride: 2 })
    x = network.plain('relu', 'features.1', x)
    // A number that has no weights is a maximum; the last of them hang over the end.
    for (let at = 2; at <= fires.at(-1)!; at++) {
      if (fires.includes(at)) ({ x, channels } = fire(network, x, `features.${at}`, channels))
      else x = network.maxPool(x, `features.${at}`, 3, { stride: 2 }, true)
    }
    const scores = network.conv(x, 'classifier.1', channels)
    return network.pooledRow(network.plain('relu', 'classifier.2', scores), 'classifier.3')
  },
} satisfies Architecture
