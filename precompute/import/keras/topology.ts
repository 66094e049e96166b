/**
 * What the config of a Keras or TensorFlow.js model says, whichever version wrote it, as one form: layers, each called
 * some number of times. A Sequential model is a functional one whose layers stand in a row.
 */
import { LIMITS } from '../graph.ts'
import { fieldsOf, isFields, listOf, numberOf, textOf, type Fields } from '../reading/json.ts'
import { refusal, shown } from '../reading/refusal.ts'
import { storedNames } from './storedNames.ts'

/** An output of a layer's call. */
export interface Reference {
  layer: string
  call: number
  output: number
}

/** One use of a layer: what it takes, and what was said at that place alone. */
export interface Call {
  inputs: readonly (Reference | number)[]
  kwargs: Fields
}

export interface KerasLayer {
  className: string
  name: string
  /** As `.keras` files call it among its neighbours: the class in small letters, numbered. */
  storedName: string
  config: Fields
  calls: readonly Call[]
  /** Of a nested model. */
  model: KerasModel | undefined
}

export interface KerasModel {
  className: string
  name: string
  layers: readonly KerasLayer[]
  inputs: readonly Reference[]
  outputs: readonly Reference[]
}

const MODELS = ['Sequential', 'Functional', 'Model']

/**
 * @param json `{class_name, config}` of a model
 * @throws Failure where it is not as Keras writes it
 */
export const readTopology = (json: unknown): KerasModel => readModel(json, 0, { layers: 0 })

function readModel(json: unknown, depth: number, count: { layers: number }): KerasModel {
  if (depth > LIMITS.depth) throw refusal(`models are nested more than ${LIMITS.depth} deep`)
  const fields = fieldsOf(json, 'the config of the model')
  const className = textOf(fields.class_name, 'class_name of the model')
  // The oldest Sequential models are their list of layers alone.
  const config = Array.isArray(fields.config)
    ? { layers: fields.config }
    : fieldsOf(fields.config, 'config of the model')
  const name = typeof config.name === 'string' ? config.name : 'model'
  const listed = listOf(config.layers, `the layers of model ${shown(name)}`).map((each) => fieldsOf(each, 'a layer'))
  count.layers += listed.length
  if (count.layers > LIMITS.nodes) throw refusal(`the model has more than ${LIMITS.nodes} layers`)
  const stored = storedNames(listed.map((layer) => textOf(layer.class_name, 'class_name of a layer')))
  const layers = listed.map((layer, i) => readLayer(layer, stored[i]!, depth, count))
  const twice = layers.find((layer, i) => layers.findIndex((other) => other.name === layer.name) !== i)
  if (twice) throw refusal(`two layers of model ${shown(name)} are called ${shown(twice.name)}`)
  if (className === 'Sequential') return inARow(className, name, layers, config)
  return renumbered({
    className,
    name,
    layers,
    inputs: references(config.input_layers, `input_layers of model ${shown(name)}`),
    outputs: references(config.output_layers, `output_layers of model ${shown(name)}`),
  })
}

function readLayer(layer: Fields, storedName: string, depth: number, count: { layers: number }): KerasLayer {
  const className = textOf(layer.class_name, 'class_name of a layer')
  const config = Array.isArray(layer.config) ? {} : fieldsOf(layer.config, `the config of a ${shown(className)}`)
  const name = textOf(layer.name ?? config.name, `the name of a ${shown(className)}`)
  const nested = MODELS.includes(className) || Array.isArray(config.layers)
  const calls = layer.inbound_nodes === undefined ? [] : listOf(layer.inbound_nodes, `inbound_nodes of ${shown(name)}`)
  return {
    className,
    name,
    storedName,
    config,
    calls: className === 'InputLayer' ? [{ inputs: [], kwargs: {} }] : calls.map((call) => readCall(call, name)),
    model: nested ? readModel(layer, depth + 1, count) : undefined,
  }
}

/** A Sequential model, with an input layer where only its first layer says what enters. */
function inARow(className: string, name: string, listed: readonly KerasLayer[], config: Fields): KerasModel {
  const [first] = listed
  if (!first) throw refusal(`model ${shown(name)} has no layers`)
  const own = first.className === 'InputLayer'
  const layers = own ? [...listed] : [inputOf(first, config), ...listed]
  const inRow = layers.map((layer, i) => ({
    ...layer,
    calls: [{ inputs: i ? [{ layer: layers[i - 1]!.name, call: 0, output: 0 }] : [], kwargs: {} }],
  }))
  const end = (layer: KerasLayer) => [{ layer: layer.name, call: 0, output: 0 }]
  return { className, name, layers: inRow, inputs: end(inRow[0]!), outputs: end(inRow.at(-1)!) }
}

function inputOf(first: KerasLayer, model: Fields): KerasLayer {
  const shape = shapeOf(first) ?? model.build_input_shape ?? undefined
  const config = shape === undefined ? {} : { batch_input_shape: shape }
  return {
    className: 'InputLayer',
    name: `${first.name}_input`,
    storedName: '',
    config,
    calls: [],
    model: undefined,
  }
}

/** Batch and axes that a layer says it takes, itself or by its own first layer. */
export function shapeOf({ config, model }: KerasLayer): unknown {
  const own = config.batch_shape ?? config.batch_input_shape
  if (own !== undefined) return own
  const [input] = model?.inputs ?? []
  const inner = model?.layers.find(({ name }) => name === input?.layer)
  return inner && shapeOf(inner)
}

/** `["dense", 0, 0]`, or a list of such; Keras 3 writes one alone without its list. */
function references(value: unknown, what: string): Reference[] {
  const list = listOf(value, what)
  return typeof list[0] === 'string' ? [reference(list, what)] : list.map((each) => reference(each, what))
}

function reference(value: unknown, what: string): Reference {
  const [layer, call, output] = listOf(value, what)
  return { layer: textOf(layer, what), call: numberOf(call, what), output: numberOf(output, what) }
}

function readCall(call: unknown, name: string): Call {
  const what = `inbound_nodes of layer ${shown(name)}`
  if (isFields(call)) {
    const kwargs = fieldsOf(call.kwargs ?? {}, what)
    return { inputs: [...tensors(call.args, what), ...tensors(kwargs, what)], kwargs }
  }
  const list = listOf(call, what)
  const entries = typeof list[0] === 'string' ? [list] : list.map((each) => listOf(each, what))
  const kwargs: Fields = Object.assign({}, ...entries.map((entry) => (isFields(entry[3]) ? entry[3] : {}))) as Fields
  const also = Object.values(kwargs).filter(
    (value) => Array.isArray(value) && typeof value[0] === 'string' && value.length === 3,
  )
  return { inputs: [...entries, ...also].map((entry) => reference(entry, what)), kwargs }
}

/** Values and numbers among the arguments of a call, as Keras 3 writes them, in their order. */
function tensors(value: unknown, what: string): (Reference | number)[] {
  if (typeof value === 'number') return [value]
  if (Array.isArray(value)) return value.flatMap((each) => tensors(each, what))
  if (!isFields(value)) return []
  if (value.class_name !== '__keras_tensor__') return Object.values(value).flatMap((each) => tensors(each, what))
  return [reference(fieldsOf(value.config, what).keras_history, what)]
}

/**
 * Calls counted from 0. Keras 2 counts those of a nested model from 1, since the model's own making was its first, and
 * leaves out calls that belong to another model.
 */
function renumbered(model: KerasModel): KerasModel {
  const seen = new Map<string, Set<number>>()
  const note = (each: Reference | number) => {
    if (typeof each === 'number') return
    const calls = seen.get(each.layer) ?? new Set()
    seen.set(each.layer, calls.add(each.call))
  }
  for (const { calls } of model.layers) for (const { inputs } of calls) inputs.forEach(note)
  model.outputs.forEach(note)
  const order = new Map([...seen].map(([layer, calls]) => [layer, [...calls].sort((a, b) => a - b)]))
  const made = new Map(model.layers.map(({ name, calls }) => [name, calls.length]))
  const renumber = (each: Reference): Reference => {
    const calls = order.get(each.layer)!
    const call = calls.length === made.get(each.layer) ? calls.indexOf(each.call) : each.call
    return { ...each, call }
  }
  return {
    ...model,
    layers: model.layers.map((layer) => ({
      ...layer,
      calls: layer.calls.map(({ inputs, kwargs }) => ({
        inputs: inputs.map((each) => (typeof each === 'number' ? each : renumber(each))),
        kwargs,
      })),
    })),
    outputs: model.outputs.map(renumber),
  }
}

/** Of Keras's own version, `3.2.1` or `2.2.4-tf`; 2 where the file does not say, as TensorFlow.js's layers are. */
export function majorVersion(version: unknown): number {
  const major = typeof version === 'string' ? Number.parseInt(version, 10) : Number.NaN
  return Number.isInteger(major) ? major : 2
}
