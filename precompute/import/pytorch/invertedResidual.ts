/**
 * The blocks of MobileNetV3 and EfficientNet as torchvision names them: a 1×1 convolution that widens, a depthwise one,
 * squeeze-and-excite where it is, and a 1×1 convolution that narrows. Every part is known by the keys of its weights.
 */
import { children } from './architecture.ts'
import type { Network } from './network.ts'

export interface Manner {
  /** The nonlinearity of the block. */
  activation: 'relu' | 'hardSwish' | 'silu'
  /** Those within squeeze-and-excite. */
  squeeze: { activation: 'relu' | 'silu'; gate: 'hardSigmoid' | 'sigmoid' }
  /** Of batch normalization. */
  epsilon: number
}

/** A convolution and its batch normalization, `<name>.0` and `<name>.1`, and a nonlinearity unless the block ends. */
export function step(
  network: Network,
  x: string,
  name: string,
  channels: number,
  { activation, epsilon, stride = 1 }: { activation?: Manner['activation']; epsilon: number; stride?: number },
): { x: string; channels: number } {
  const [filters, , side] = network.shape(`${name}.0.weight`)
  const made = network.conv(x, `${name}.0`, channels, { stride, padding: Math.floor(side! / 2) })
  const normed = network.norm(made, `${name}.1`, filters!, epsilon)
  return { x: activation ? network.plain(activation, `${name}.2`, normed) : normed, channels: filters! }
}

/** Each channel times a gate that is computed from the means of all (Hu et al. 2018). */
function squeezeAndExcite(
  network: Network,
  x: string,
  name: string,
  channels: number,
  { activation, gate }: Manner['squeeze'],
): string {
  const mean = network.node('reduceMean', `${name}.avgpool`, [x], { axes: [2, 3], keepDims: true })
  const narrow = network.plain(activation, `${name}.activation`, network.conv(mean, `${name}.fc1`, channels))
  const wide = network.conv(narrow, `${name}.fc2`, network.filters(`${name}.fc1`))
  const scale =
    gate === 'sigmoid'
      ? network.plain('sigmoid', `${name}.scale`, wide)
      : network.node('hardSigmoid', `${name}.scale`, [wide], { alpha: 1 / 6, beta: 0.5 })
  return network.plain('mul', name, x, scale)
}

/** A block, whose parts are `<name>.block.0` and so on. */
export function invertedResidual(
  network: Network,
  x: string,
  name: string,
  channels: number,
  { stride, manner }: { stride: number; manner: Manner },
): { x: string; channels: number } {
  const { activation, epsilon, squeeze } = manner
  const parts = children(network.names(), `${name}.block`)
  let at = { x, channels }
  for (const part of parts) {
    const inner = `${name}.block.${part}`
    if (network.has(`${inner}.fc1.weight`)) {
      at = { ...at, x: squeezeAndExcite(network, at.x, inner, at.channels, squeeze) }
      continue
    }
    const last = part === parts.at(-1)
    // The depthwise convolution's kernels read one channel each.
    const depthwise = network.shape(`${inner}.0.weight`)[1] === 1
    at = step(network, at.x, inner, at.channels, {
      epsilon,
      stride: depthwise ? stride : 1,
      ...(last ? {} : { activation }),
    })
  }
  const kept = stride === 1 && at.channels === channels
  return kept ? { ...at, x: network.plain('add', `${name}.add`, x, at.x) } : at
}
