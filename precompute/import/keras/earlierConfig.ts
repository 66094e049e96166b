/** A model's config as Keras 2 writes it, which is what TensorFlow.js reads. */
import { isFields, type Fields } from '../reading/json.ts'
import { activationOf } from './activation.ts'
import type { Call, KerasLayer, KerasModel, Reference } from './topology.ts'

/** What acts while a model is trained or made, and is written otherwise in each version. */
const LEFT_OUT = /_(initializer|regularizer|constraint)$|^(dtype|module|registered_name|build_config)$/

/** As TensorFlow.js counts calls: that of a nested model from 1, since its own making was its first. */
const reference = ({ layer: name, call, output }: Reference, { layers }: KerasModel) => [
  name,
  layers.some((layer) => layer.name === name && layer.model) ? call + 1 : call,
  output,
]

/** `{class_name, config}` of the model. */
export function earlierConfig(model: KerasModel): Fields {
  return {
    class_name: 'Model',
    config: {
      name: model.name,
      layers: model.layers.map((layer) => layerConfig(layer, model)),
      input_layers: model.inputs.map((each) => reference(each, model)),
      output_layers: model.outputs.map((each) => reference(each, model)),
    },
  }
}

function layerConfig(layer: KerasLayer, around: KerasModel): Fields {
  const { className, name, calls, model } = layer
  const inner = model ? earlierConfig(model) : { class_name: className, config: settings(layer) }
  const inbound = className === 'InputLayer' ? [] : calls.map((call) => inboundNode(call, around))
  return {
    ...inner,
    name,
    inbound_nodes: inbound,
    config: { ...(inner.config as Fields), name },
  }
}

const inboundNode = ({ inputs }: Call, around: KerasModel) =>
  inputs.map((each) => (typeof each === 'number' ? each : [...reference(each, around), {}]))

function settings({ className, config }: KerasLayer): Fields {
  const kept = Object.fromEntries(Object.entries(config).filter(([key]) => !LEFT_OUT.test(key)))
  const { batch_shape: shape, activation, axis, negative_slope: slope, ...rest } = kept
  const given: Record<string, unknown> = { ...rest }
  if (shape !== undefined) given.batch_input_shape = shape
  if (activation !== undefined)
    given.activation = isFields(activation) ? activationOf(activation).activation : activation
  if (axis !== undefined) given.axis = Array.isArray(axis) && axis.length === 1 ? (axis[0] as unknown) : axis
  // LeakyReLU's slope was called alpha before version 3.
  if (slope !== undefined) given[className === 'LeakyReLU' ? 'alpha' : 'negative_slope'] = slope
  if (className === 'InputLayer') delete given.optional
  return given
}
