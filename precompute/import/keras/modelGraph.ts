/** The graph of a Keras model: its layers in an order in which each stands after what it reads, nested models inlined. */
import { LIMITS, type Constant, type GraphInput, type ImageAxis } from '../graph.ts'
import { GraphBuilder } from '../reading/graphBuilder.ts'
import { listOf } from '../reading/json.ts'
import { refusal, shown } from '../reading/refusal.ts'
import { CHANNELS_FIRST, unknown } from './layer.ts'
import { layerClass } from './layerClasses.ts'
import { shapeOf, type Call, type KerasLayer, type KerasModel, type Reference } from './topology.ts'

/**
 * The weights of a layer by role.
 * @param path the layer, after the models around it
 * @param roles what it should have, in the order in which files list them
 * @throws Failure where they cannot be found
 */
export type FindWeights = (path: readonly KerasLayer[], roles: readonly string[]) => ReadonlyMap<string, Constant>

export interface ModelGraph {
  graph: GraphBuilder
  input: GraphInput
  outputs: readonly string[]
}

/** @throws Failure for a config that contradicts itself, and for weights that are missing */
export function modelGraph(model: KerasModel, find: FindWeights, version: number): ModelGraph {
  const graph = new GraphBuilder()
  const [entry, ...more] = model.inputs
  if (!entry || more.length > 0)
    throw refusal(
      `model ${shown(model.name)} takes ${model.inputs.length} inputs (one is allowed: an image)`,
      'Make a model with one of its inputs, keras.Model(input, outputs), and save that.',
    )
  const first = model.layers.find(({ name }) => name === entry.layer)
  const input = graphInput(first, usesChannelsFirst(model), graph.unique(entry.layer))
  const emitter = new Emitter(graph, find, version)
  return { graph, input, outputs: emitter.emit(model, [input.value], []) }
}

const usesChannelsFirst = ({ layers }: KerasModel): boolean =>
  layers.some(({ config, model }) => config.data_format === CHANNELS_FIRST || (model && usesChannelsFirst(model)))

/** Pictures: rows of numbers, grey ones without an axis of channels, or with channels first or last. */
const AXES: Readonly<Record<number, (first: boolean) => GraphInput['axes']>> = {
  2: () => ['batch', ['height', 'width', 'channels']],
  3: () => ['batch', 'height', 'width'],
  4: (first) => (first ? ['batch', 'channels', 'height', 'width'] : ['batch', 'height', 'width', 'channels']),
}

function graphInput(layer: KerasLayer | undefined, channelsFirst: boolean, value: string): GraphInput {
  const given = layer && shapeOf(layer)
  if (given === undefined || given === null)
    throw refusal(
      'the file does not say the shape of what the network takes',
      'Build it before saving: model.build((None, height, width, channels)).',
    )
  const shape = listOf(given, 'the input shape')
  const axes = AXES[shape.length]?.(channelsFirst)
  if (!axes)
    throw refusal(
      `the network takes ${shape.length - 1} axes beside the batch (allowed: 1 to 3: a row, a grey picture, a picture)`,
      'Retort shows networks that take pictures.',
    )
  const along = (axis: ImageAxis): number | null => {
    const at = axes.indexOf(axis)
    const length = at < 0 ? null : shape[at]
    if (length === null || length === undefined) return null
    if (Number.isSafeInteger(length) && (length as number) > 0 && (length as number) <= LIMITS.side)
      return length as number
    throw refusal(`${axis} of the input is ${shown(length)} (allowed: 1 to ${LIMITS.side})`)
  }
  const channels = shape.length === 3 ? 1 : along('channels')
  return { value, axes, height: along('height'), width: along('width'), channels }
}

/** A call whose inputs are being emitted. */
interface Pending {
  layer: KerasLayer
  call: Call
  key: string
}

class Emitter {
  private readonly graph: GraphBuilder
  private readonly find: FindWeights
  private readonly version: number
  private readonly found = new Map<KerasLayer, ReadonlyMap<string, Constant>>()

  constructor(graph: GraphBuilder, find: FindWeights, version: number) {
    this.graph = graph
    this.find = find
    this.version = version
  }

  /** Emits what the model's outputs need; `around` are the nested models it lies in. */
  emit(model: KerasModel, inputs: readonly string[], around: readonly KerasLayer[]): string[] {
    const layers = new Map(model.layers.map((layer) => [layer.name, layer]))
    const values = new Map<string, readonly string[]>()
    if (model.inputs.length !== inputs.length)
      throw refusal(`model ${shown(model.name)} takes ${model.inputs.length} inputs and is given ${inputs.length}`)
    model.inputs.forEach(({ layer, call }, i) => values.set(`${call} ${layer}`, [inputs[i]!]))
    const begun = new Set<string>()
    for (const output of model.outputs) {
      const waiting: Pending[] = [this.pending(output, layers)]
      while (waiting.length > 0) {
        const { layer, call, key } = waiting.at(-1)!
        const wanted = values.has(key) ? [] : call.inputs.filter((each) => typeof each !== 'number')
        const missing = wanted.map((each) => this.pending(each, layers)).filter((each) => !values.has(each.key))
        if (missing.length === 0) {
          waiting.pop()
          if (!values.has(key)) values.set(key, this.call(layer, call, values, around))
          continue
        }
        if (begun.has(key))
          throw refusal(`layer ${shown(layer.name)} of model ${shown(model.name)} reads its own output`)
        begun.add(key)
        waiting.push(...missing.reverse())
        if (waiting.length > LIMITS.nodes)
          throw refusal(`model ${shown(model.name)} has more than ${LIMITS.nodes} calls`)
      }
    }
    return model.outputs.map((output) => valueOf(output, values))
  }

  private pending({ layer: name, call: index }: Reference, layers: ReadonlyMap<string, KerasLayer>): Pending {
    const layer = layers.get(name)
    if (!layer) throw refusal(`the model reads from ${shown(name)}, and has no such layer`)
    const call = layer.calls[index]
    if (call) return { layer, call, key: `${index} ${name}` }
    throw refusal(`the model reads call ${index} of layer ${shown(name)}, which has ${layer.calls.length}`)
  }

  private call(
    layer: KerasLayer,
    call: Call,
    values: ReadonlyMap<string, readonly string[]>,
    around: readonly KerasLayer[],
  ): readonly string[] {
    const path = [...around, layer]
    const again = layer.calls.indexOf(call)
    const name = `${path.map((each) => each.name).join('/')}${again > 0 ? `:${again}` : ''}`
    const inputs = call.inputs.map((each, i) =>
      typeof each === 'number' ? this.graph.real(`${name}/${i}`, each) : valueOf(each, values),
    )
    if (layer.model) return this.emit(layer.model, inputs, path)
    const known = layerClass(layer.className)
    const emit = known?.emit ?? unknown
    if (inputs.length === 0) throw refusal(`layer ${shown(name)} (${shown(layer.className)}) has no input`)
    const weight = (role: string) => {
      const found = this.weights(path, known?.weights?.(layer.config) ?? []).get(role)
      if (found) return found
      throw refusal(`the file has no ${role} for layer ${shown(name)} (${shown(layer.className)})`)
    }
    const { className, config } = layer
    const { graph, version } = this
    return [emit({ className, name, config, kwargs: call.kwargs, graph, version, weight }, inputs)]
  }

  private weights(path: readonly KerasLayer[], roles: readonly string[]): ReadonlyMap<string, Constant> {
    const layer = path.at(-1)!
    const known = this.found.get(layer)
    if (known) return known
    const found = this.find(path, roles)
    this.found.set(layer, found)
    return found
  }
}

function valueOf({ layer, call, output }: Reference, values: ReadonlyMap<string, readonly string[]>): string {
  const value = values.get(`${call} ${layer}`)?.[output]
  if (value !== undefined) return value
  throw refusal(`the model reads output ${output} of layer ${shown(layer)}, which has no such output`)
}
