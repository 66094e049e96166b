/** Layers with kernels: convolutions and dense layers. */
import type { Constant } from '../../graph.ts'
import type { Fields } from '../../reading/json.ts'
import { refusal, shown } from '../../reading/refusal.ts'
import { thenActivation } from '../activation.ts'
import { layoutOf, numberFrom, pairOf, slideOf, type LayerClasses, type LayerInPlace } from '../layer.ts'
import { transposed } from '../transposed.ts'

const hasBias = ({ use_bias: bias }: Fields): boolean => bias !== false

const withBias =
  (...kernels: string[]) =>
  (config: Fields): string[] =>
    hasBias(config) ? [...kernels, 'bias'] : kernels

/** A kernel of Keras, whose axes are height, width, in, out whatever the layout, as the graph has it for the layout. */
function kernelFor({ config, graph, name }: LayerInPlace, role: string, kernel: Constant, order: number[]): string {
  if (kernel.shape.length !== 4)
    throw refusal(`${role} of layer ${shown(name)} has shape [${kernel.shape.join(', ')}] (four axes are wanted)`)
  const turned = layoutOf(config) === 'NCHW' ? transposed(kernel, order) : kernel
  return graph.constant(`${name}/${role}`, turned)
}

const biasOf = ({ config, graph, name, weight }: LayerInPlace): string[] =>
  hasBias(config) ? [graph.constant(`${name}/bias`, weight('bias'))] : []

/** A depthwise convolution: Keras's kernel is height, width, channels, multiplier. */
function depthwise(layer: LayerInPlace, name: string, x: string, kernel: Constant, bias: readonly string[]): string {
  const { config, graph } = layer
  const slide = slideOf(config, layer.name)
  if (slide.layout === 'NHWC')
    return graph.node('depthwiseConv', name, [x, graph.constant(`${name}/kernel`, kernel), ...bias], slide)
  const [height, width, channels, multiplier] = kernel.shape as [number, number, number, number]
  // For channels first the graph has groups, whose kernel is filters × 1 × height × width.
  const data = transposed(kernel, [2, 3, 0, 1]).data
  const grouped: Constant = { shape: [channels * multiplier, 1, height, width], data }
  return graph.node('conv', name, [x, graph.constant(`${name}/kernel`, grouped), ...bias], {
    ...slide,
    groups: channels,
  })
}

export const weighing: LayerClasses = {
  Conv2D: {
    weights: withBias('kernel'),
    emit: (layer, [x]) =>
      thenActivation(layer, (name) => {
        const kernel = kernelFor(layer, 'kernel', layer.weight('kernel'), [3, 2, 0, 1])
        const groups = numberFrom(layer.config, 'groups', 1)
        const slide = slideOf(layer.config, layer.name)
        return layer.graph.node('conv', name, [x!, kernel, ...biasOf(layer)], { ...slide, groups })
      }),
  },
  DepthwiseConv2D: {
    weights: withBias('depthwise_kernel'),
    emit: (layer, [x]) =>
      thenActivation(layer, (name) => depthwise(layer, name, x!, layer.weight('depthwise_kernel'), biasOf(layer))),
  },
  SeparableConv2D: {
    weights: withBias('depthwise_kernel', 'pointwise_kernel'),
    emit: (layer, [x]) =>
      thenActivation(layer, (name) => {
        const inner = depthwise(layer, `${layer.name}/depthwise`, x!, layer.weight('depthwise_kernel'), [])
        const kernel = kernelFor(layer, 'pointwise_kernel', layer.weight('pointwise_kernel'), [3, 2, 0, 1])
        const layout = layoutOf(layer.config)
        const alone = { layout, strides: [1, 1], dilations: [1, 1], padding: 'valid', groups: 1 } as const
        return layer.graph.node('conv', name, [inner, kernel, ...biasOf(layer)], alone)
      }),
  },
  Conv2DTranspose: {
    weights: withBias('kernel'),
    emit: (layer, [x]) =>
      thenActivation(layer, (name) => {
        const { config, graph } = layer
        const kernel = layer.weight('kernel')
        const turned = kernelFor(layer, 'kernel', kernel, [3, 2, 0, 1])
        const slide = slideOf(config, layer.name)
        const given =
          config.output_padding === undefined || config.output_padding === null ? null : config.output_padding
        if (given !== null || slide.dilations.some((each) => each !== 1))
          return graph.node('unknown', name, [x!], {
            operation: given === null ? 'Conv2DTranspose with dilation' : 'Conv2DTranspose with output_padding',
          })
        // Keras makes length · stride for `same`, and what the kernel hangs over besides for `valid`.
        const over = slide.strides.map((stride, i) => kernel.shape[i]! - stride) as [number, number]
        const cut = over.map((each) => (slide.padding === 'valid' ? 0 : Math.max(0, each)))
        const [rows, columns] = cut as [number, number]
        const padding = [Math.floor(rows / 2), Math.ceil(rows / 2), Math.floor(columns / 2), Math.ceil(columns / 2)]
        const outputPadding = over.map((each) => Math.max(0, -each))
        return graph.node('convTranspose', name, [x!, turned, ...biasOf(layer)], {
          ...slide,
          padding: padding as [number, number, number, number],
          groups: 1,
          outputPadding: pairOf(outputPadding, 'output padding'),
        })
      }),
  },
  Dense: {
    weights: withBias('kernel'),
    emit: (layer, [x]) =>
      thenActivation(layer, (name) => {
        const { graph } = layer
        const inputs = [x!, graph.constant(`${layer.name}/kernel`, layer.weight('kernel'))]
        const [bias] = biasOf(layer)
        if (bias === undefined) return graph.node('matMul', name, inputs, {})
        return graph.node('add', name, [graph.node('matMul', name, inputs, {}, `${name}/product`), bias], {})
      }),
  },
}
