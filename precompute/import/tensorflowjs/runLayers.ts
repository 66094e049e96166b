/** Values of a layers model by name, also of the models nested in it: `features/conv1`. */
import type { LayersModel, SymbolicTensor, Tensor } from '@tensorflow/tfjs'
import type { Constant } from '../graph.ts'
import type { TensorFlow } from './tensorFlow.ts'

/**
 * @param image one picture, with the axes and values that the model takes
 * @param names of layers whose output is wanted; those that the model has not are left out
 */
export async function runLayers(
  tf: TensorFlow,
  model: LayersModel,
  image: Constant,
  names: readonly string[],
): Promise<Map<string, Constant>> {
  const input = tf.tensor(Float32Array.from(image.data), [...image.shape])
  const found = new Map<string, Constant>()
  await within(model, input, '', new Set(names))
  input.dispose()
  return found

  async function within(inner: LayersModel, at: Tensor, prefix: string, wanted: ReadonlySet<string>): Promise<void> {
    const here = inner.layers.filter((layer) => !isModel(layer)).flatMap((layer) => callsOf(layer, prefix, wanted))
    const nested = inner.layers
      .filter(isModel)
      .filter(({ name }) => [...wanted].some((each) => each.startsWith(`${prefix}${name}/`)))
    // A model's last call is that within this one; its first was its own making.
    const before = nested.flatMap((layer) => layer.inboundNodes.at(-1)?.inputTensors ?? [])
    const asked: SymbolicTensor[] = [...here.map(({ output }) => output), ...before]
    if (asked.length === 0) return
    // An input itself is no output that a model may have.
    const computed = [...new Set(asked)].filter((each) => !inner.inputs.includes(each))
    const made = computed.length === 0 ? [] : [tf.model({ inputs: inner.inputs, outputs: computed }).predict(at)].flat()
    const valueOf = (each: SymbolicTensor) => (inner.inputs.includes(each) ? at : made[computed.indexOf(each)]!)
    for (const { name, output } of here) {
      const value = valueOf(output)
      found.set(name, { shape: value.shape, data: Float32Array.from(await value.data()) })
    }
    for (const [i, layer] of nested.entries())
      await within(layer as unknown as LayersModel, valueOf(before[i]!), `${prefix}${layer.name}/`, wanted)
    for (const value of made) value.dispose()
  }
}

type Layer = LayersModel['layers'][number]

const isModel = (layer: Layer): boolean => Array.isArray((layer as LayersModel).layers)

/** What the calls of a layer put out, by the names that the graph has for them: `conv`, `conv:1`. */
function callsOf(
  layer: Layer,
  prefix: string,
  wanted: ReadonlySet<string>,
): { name: string; output: SymbolicTensor }[] {
  return layer.inboundNodes.flatMap(({ outputTensors }, call) => {
    const name = `${prefix}${layer.name}${call ? `:${call}` : ''}`
    const output = outputTensors.at(-1)
    return output && wanted.has(name) ? [{ name, output }] : []
  })
}
