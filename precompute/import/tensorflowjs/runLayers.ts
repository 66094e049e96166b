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
    const here = inner.layers.filter((layer) => wanted.has(`${prefix}${layer.name}`) && !isModel(layer))
    const nested = inner.layers.filter(
      (layer) => isModel(layer) && [...wanted].some((name) => name.startsWith(`${prefix}${layer.name}/`)),
    )
    const before = nested.flatMap((layer) => layer.inboundNodes.at(-1)?.inputTensors ?? [])
    const asked: SymbolicTensor[] = [...here.map((layer) => last(layer.inboundNodes.at(-1)!.outputTensors)), ...before]
    if (asked.length === 0) return
    // An input itself is no output that a model may have.
    const computed = [...new Set(asked)].filter((each) => !inner.inputs.includes(each))
    const made = computed.length === 0 ? [] : [tf.model({ inputs: inner.inputs, outputs: computed }).predict(at)].flat()
    const valueOf = (each: SymbolicTensor) => (inner.inputs.includes(each) ? at : made[computed.indexOf(each)]!)
    for (const [i, layer] of here.entries()) {
      const value = valueOf(asked[i]!)
      found.set(`${prefix}${layer.name}`, { shape: value.shape, data: Float32Array.from(await value.data()) })
    }
    for (const [i, layer] of nested.entries())
      await within(layer as unknown as LayersModel, valueOf(before[i]!), `${prefix}${layer.name}/`, wanted)
    for (const value of made) value.dispose()
  }
}

const isModel = (layer: unknown): boolean => Array.isArray((layer as LayersModel).layers)
const last = (tensors: readonly SymbolicTensor[]): SymbolicTensor => tensors.at(-1)!
