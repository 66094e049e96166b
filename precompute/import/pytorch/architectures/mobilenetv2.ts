/** MobileNetV2 (Sandler et al. 2018) as torchvision has it, of any width. */
import { children, type Architecture } from '../architecture.ts'
import type { Network } from '../network.ts'

/** The blocks that halve the picture, as torchvision numbers them (table 2 of the paper). */
const HALVING = [2, 4, 7, 14]
/** Blocks, with the stem before and the last convolution after them. */
const FEATURES = 19

/** A convolution with batch normalization, and a ReLU6 unless the block ends there. */
function step(
  network: Network,
  x: string,
  conv: string,
  norm: string,
  channels: number,
  stride = 1,
  ends = false,
): string {
  const [filters, , side] = network.shape(`${conv}.weight`)
  const made = network.conv(x, conv, channels, { stride, padding: Math.floor(side! / 2) })
  const normed = network.norm(made, norm, filters!)
  return ends ? normed : network.relu6(normed, `${norm}.relu6`)
}

function block(
  network: Network,
  x: string,
  name: string,
  channels: number,
  stride: number,
): { x: string; channels: number } {
  const parts = children(network.names(), `${name}.conv`)
  const grouped = parts.filter((at) => network.has(`${name}.conv.${at}.0.weight`))
  let value = x
  let inside = channels
  for (const [i, at] of grouped.entries()) {
    const depthwise = i === grouped.length - 1
    value = step(network, value, `${name}.conv.${at}.0`, `${name}.conv.${at}.1`, inside, depthwise ? stride : 1)
    inside = network.filters(`${name}.conv.${at}.0`)
  }
  const last = grouped.length
  value = step(network, value, `${name}.conv.${last}`, `${name}.conv.${last + 1}`, inside, 1, true)
  const filters = network.filters(`${name}.conv.${last}`)
  const kept = stride === 1 && filters === channels
  return { x: kept ? network.plain('add', `${name}.add`, x, value) : value, channels: filters }
}

export default {
  name: 'MobileNetV2',
  first: 'features.0.0.weight',
  recognizes: (weights) =>
    weights.has('features.1.conv.0.0.weight') &&
    weights.has('features.1.conv.1.weight') &&
    children(weights.keys(), 'features').length === FEATURES,
  emit(network, image) {
    let channels = network.filters('features.0.0')
    let x = step(network, image, 'features.0.0', 'features.0.1', network.shape('features.0.0.weight')[1]!, 2)
    for (let at = 1; at < FEATURES - 1; at++)
      ({ x, channels } = block(network, x, `features.${at}`, channels, HALVING.includes(at) ? 2 : 1))
    x = step(network, x, `features.${FEATURES - 1}.0`, `features.${FEATURES - 1}.1`, channels)
    return network.linear(network.pooledRow(x, 'pool'), 'classifier.1')
  },
} satisfies Architecture
