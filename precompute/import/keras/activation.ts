/** The activation functions of Keras, inside layers and as layers. */
import type { Constant } from '../graph.ts'
import { isFields, type Fields } from '../reading/json.ts'
import { refusal, shown } from '../reading/refusal.ts'
import { innerConfig, numberFrom, type LayerInPlace } from './layer.ts'

type Activation = (layer: LayerInPlace, input: string, config: Fields) => string

const scalar = (value: number): Constant => ({ shape: [], data: Float64Array.of(value) })

/** `scale · elu(x)` (Klambauer et al. 2017, `keras.activations.selu`). */
const SELU = { alpha: 1.6732632423543772, scale: 1.0507009873554805 }

/** `max(x, 0)` cut at `max_value`, with a slope below a threshold: all that Keras's ReLU can be. */
const relu: Activation = ({ graph, name }, x, config) => {
  const slope = numberFrom(config, 'negative_slope', numberFrom(config, 'alpha', 0))
  const largest =
    config.max_value === undefined || config.max_value === null ? null : numberFrom(config, 'max_value', 0)
  const threshold = numberFrom(config, 'threshold', 0)
  if (threshold !== 0) return graph.node('unknown', name, [x], { operation: `ReLU with threshold ${threshold}` })
  if (slope !== 0 && largest === null) return graph.node('leakyRelu', name, [x], { alpha: slope })
  if (slope === 0 && largest === null) return graph.node('relu', name, [x], {})
  const inner = slope === 0 ? x : graph.node('leakyRelu', `${name}/slope`, [x], { alpha: slope })
  const least = slope === 0 ? graph.constant(`${name}/least`, scalar(0)) : ''
  return graph.node('clip', name, [inner, least, graph.constant(`${name}/largest`, scalar(largest!))], {})
}

const softmaxAxis = (config: Fields): number =>
  numberFrom(Array.isArray(config.axis) ? { axis: config.axis[0] as unknown } : config, 'axis', -1)

/** By the name that Keras has for them. */
const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  linear: ({ graph, name }, x) => graph.node('identity', name, [x], {}),
  relu,
  relu6: (layer, x) => relu(layer, x, { max_value: 6 }),
  leaky_relu: ({ graph, name, version }, x, config) => {
    const usual = version >= 3 ? 0.2 : 0.3
    const alpha = numberFrom(config, 'negative_slope', numberFrom(config, 'alpha', usual))
    return graph.node('leakyRelu', name, [x], { alpha })
  },
  elu: ({ graph, name }, x, config) => graph.node('elu', name, [x], { alpha: numberFrom(config, 'alpha', 1) }),
  selu({ graph, name }, x) {
    const inner = graph.node('elu', `${name}/elu`, [x], { alpha: SELU.alpha })
    return graph.node('mul', name, [inner, graph.constant(`${name}/scale`, scalar(SELU.scale))], {})
  },
  sigmoid: ({ graph, name }, x) => graph.node('sigmoid', name, [x], {}),
  tanh: ({ graph, name }, x) => graph.node('tanh', name, [x], {}),
  softplus: ({ graph, name }, x) => graph.node('softplus', name, [x], {}),
  exponential: ({ graph, name }, x) => graph.node('exp', name, [x], {}),
  silu: ({ graph, name }, x) => graph.node('silu', name, [x], {}),
  gelu: ({ graph, name }, x, { approximate }) =>
    graph.node('gelu', name, [x], { approximate: approximate === true ? 'tanh' : 'none' }),
  hard_sigmoid: ({ graph, name, version }, x) =>
    graph.node('hardSigmoid', name, [x], { alpha: version >= 3 ? 1 / 6 : 0.2, beta: 0.5 }),
  hard_silu: ({ graph, name }, x) => graph.node('hardSwish', name, [x], {}),
  softmax: ({ graph, name }, x, config) => graph.node('softmax', name, [x], { axis: softmaxAxis(config) }),
  log_softmax: ({ graph, name }, x, config) => graph.node('logSoftmax', name, [x], { axis: softmaxAxis(config) }),
}

/** Names that mean another. */
const ALIASES: Readonly<Record<string, string>> = {
  swish: 'silu',
  hard_swish: 'hard_silu',
  hardSwish: 'hard_silu',
  hardSigmoid: 'hard_sigmoid',
  re_lu: 'relu',
  ReLU: 'relu',
  LeakyReLU: 'leaky_relu',
  ELU: 'elu',
  Softmax: 'softmax',
  Activation: 'activation',
}

/** The name and settings of an activation as a config has it: a name, or an object whose class or config is one. */
export function activationOf(value: unknown): { activation: string; settings: Fields } {
  if (value === undefined || value === null) return { activation: 'linear', settings: {} }
  if (typeof value === 'string') return { activation: ALIASES[value] ?? value, settings: {} }
  if (!isFields(value))
    throw refusal(`an activation is ${shown(value)} (a name, or an object with class_name and config)`)
  const { class_name: className, config } = value
  if (typeof config === 'string') return activationOf(config)
  if (className === 'Activation') return activationOf(innerConfig(value).activation)
  return { activation: activationOf(String(className)).activation, settings: innerConfig(value) }
}

/** Emits an activation under the layer's name. */
export function activate(layer: LayerInPlace, input: string, activation: string, settings: Fields): string {
  const emit = Object.hasOwn(ACTIVATIONS, activation) ? ACTIVATIONS[activation] : undefined
  if (emit) return emit(layer, input, settings)
  return layer.graph.node('unknown', layer.name, [input], { operation: `activation ${shown(activation)}` })
}

/**
 * Emits a layer that ends in the activation of its config: the layer itself is called `<name>.pre` unless that is
 * the identity.
 */
export function thenActivation(layer: LayerInPlace, emit: (name: string) => string): string {
  const { activation, settings } = activationOf(layer.config.activation)
  if (activation === 'linear') return emit(layer.name)
  return activate(layer, emit(`${layer.name}.pre`), activation, settings)
}
