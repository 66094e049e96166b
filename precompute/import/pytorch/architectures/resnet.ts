/**
 * ResNets (He et al. 2016): torchvision's and timm's `resnet18` to `resnet152`, `wide_resnet` and `resnext`, and those
 * for CIFAR: `pytorch_resnet_cifar10` with its parameter-free shortcut (option A), `pytorch-cifar` and `pytorch-cifar-models`.
 */
import { refusal, shown } from '../../reading/refusal.ts'
import type { Architecture } from '../architecture.ts'
import { IMAGE, type Network } from '../network.ts'

/** How implementations differ. */
interface Style {
  stages: number
  /** What the 1×1 convolution of a shortcut is called, and the batch normalization after it. */
  shortcut: string
  classifier: 'fc' | 'linear'
  /** 7×7 with stride 2 and a maximum, or 3×3 alone. */
  stem: 'large' | 'small'
}

function styleOf(network: Network): Style {
  const stages = [4, 3].find((count) => network.has(`layer${count}.0.conv1.weight`))
  const [, , side] = network.shape('conv1.weight')
  const classifier = network.has('linear.weight') ? 'linear' : 'fc'
  const shortcut = network.has('layer2.0.shortcut.0.weight') ? 'shortcut' : 'downsample'
  if (stages === 4 && classifier === 'fc' && side === 7) return { stages, shortcut, classifier, stem: 'large' }
  // torchvision's layers behind a stem of 3×3 may or may not have a maximum: the keys do not tell.
  const cifar = side === 3 && (stages === 3 || classifier === 'linear')
  if (stages !== undefined && cifar) return { stages, shortcut, classifier, stem: 'small' }
  throw refusal(
    `conv1.weight is ${network.shape('conv1.weight').slice(2).join('×')}, which no ResNet that is known here has with ${stages ?? 'so few'} stages and the classifier ${classifier}`,
    'Export the network: torch.onnx.export(model, image, "model.onnx").',
  )
}

class Blocks {
  private readonly network: Network
  private readonly style: Style

  constructor(network: Network, style: Style) {
    this.network = network
    this.style = style
  }

  /** One block; `stride` is that of its first 3×3 convolution, as in ResNet "v1.5". */
  block(x: string, name: string, channels: number, stride: number): { value: string; channels: number } {
    const { network } = this
    const bottleneck = network.has(`${name}.conv3.weight`)
    const convs = bottleneck ? ['conv1', 'conv2', 'conv3'] : ['conv1', 'conv2']
    let value = x
    let inside = channels
    for (const [i, conv] of convs.entries()) {
      const [filters, , side] = network.shape(`${name}.${conv}.weight`)
      const strided = i === (bottleneck ? 1 : 0)
      const window = { stride: strided ? stride : 1, padding: side === 3 ? 1 : 0 }
      value = network.conv(value, `${name}.${conv}`, inside, window)
      value = network.norm(value, `${name}.bn${i + 1}`, filters!)
      if (i < convs.length - 1) value = network.plain('relu', `${name}.relu${i + 1}`, value)
      inside = filters!
    }
    const beside = this.shortcut(x, name, { from: channels, to: inside, stride })
    const sum = network.plain('add', `${name}.add`, value, beside)
    return { value: network.plain('relu', `${name}.relu`, sum), channels: inside }
  }

  private shortcut(
    x: string,
    name: string,
    { from, to, stride }: { from: number; to: number; stride: number },
  ): string {
    const { network } = this
    const place = `${name}.${this.style.shortcut}`
    if (network.has(`${place}.0.weight`)) {
      const made = network.conv(x, `${place}.0`, from, { stride })
      return network.norm(made, `${place}.1`, to)
    }
    if (from === to && stride === 1) return x
    if (this.style.stages === 3 && this.style.classifier === 'linear') return this.optionA(x, name, from, to)
    throw refusal(`${shown(name)} goes from ${from} channels to ${to} and has no ${place}.0.weight`)
  }

  /** Every second pixel, and channels of zeros before and after: `F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, planes//4, planes//4))`. */
  private optionA(x: string, name: string, from: number, to: number): string {
    const { network } = this
    const { graph } = network
    const more = Math.floor(to / 4)
    if (from + 2 * more !== to)
      throw refusal(`${shown(name)} goes from ${from} channels to ${to} (option A doubles them)`)
    const slicing = [
      graph.whole(`${name}.shortcut.starts`, [0, 0]),
      graph.whole(`${name}.shortcut.ends`, [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]),
      graph.whole(`${name}.shortcut.axes`, [2, 3]),
      graph.whole(`${name}.shortcut.steps`, [2, 2]),
    ]
    const sliced = network.node('slice', `${name}.shortcut.slice`, [x, ...slicing], {})
    const margins = graph.whole(`${name}.shortcut.margins`, [0, more, 0, 0, 0, more, 0, 0])
    return network.node('pad', `${name}.shortcut`, [sliced, margins], { mode: 'constant' })
  }
}

export default {
  name: 'ResNet',
  first: 'conv1.weight',
  recognizes: (weights) =>
    ['conv1.weight', 'bn1.running_mean', 'layer1.0.conv1.weight', 'layer3.0.bn1.weight'].every((key) =>
      weights.has(key),
    ),
  emit(network, image = IMAGE) {
    const style = styleOf(network)
    const blocks = new Blocks(network, style)
    const large = style.stem === 'large'
    let channels = network.filters('conv1')
    let x = network.conv(image, 'conv1', network.shape('conv1.weight')[1]!, {
      stride: large ? 2 : 1,
      padding: large ? 3 : 1,
    })
    x = network.plain('relu', 'relu', network.norm(x, 'bn1', channels))
    if (large) x = network.maxPool(x, 'maxpool', 3, { stride: 2, padding: 1 })
    for (let stage = 1; stage <= style.stages; stage++)
      for (let i = 0; network.has(`layer${stage}.${i}.conv1.weight`); i++) {
        const made = blocks.block(x, `layer${stage}.${i}`, channels, stage > 1 && i === 0 ? 2 : 1)
        x = made.value
        channels = made.channels
      }
    return network.linear(network.pooledRow(x, 'avgpool'), style.classifier)
  },
} satisfies Architecture
