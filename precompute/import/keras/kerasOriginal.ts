/**
 * Runs the config of a Keras model in TensorFlow.js, which knows Keras's layers by code of its own. The weights are
 * those that were read here: no other reader opens these files.
 */
import type { Constant, Original } from '../graph.ts'
import { runLayers } from '../tensorflowjs/runLayers.ts'
import { inPlainJavaScript, type TensorFlow } from '../tensorflowjs/tensorFlow.ts'
import { refusal, shown } from '../reading/refusal.ts'
import { earlierConfig } from './earlierConfig.ts'
import { layerClass } from './layerClasses.ts'
import type { FindWeights } from './modelGraph.ts'
import type { KerasLayer, KerasModel } from './topology.ts'

type TfModel = Awaited<ReturnType<TensorFlow['loadLayersModel']>>
type TfLayer = TfModel['layers'][number]

/** @throws Failure where TensorFlow.js does not take the config */
export const kerasOriginal = (model: KerasModel, find: FindWeights): Promise<Original> =>
  inPlainJavaScript(async (tf) => {
    const made = await build(tf, model)
    setWeights(tf, made, model, find, [])
    return {
      by: `TensorFlow.js ${tf.version_core}, with the weights as they were read here`,
      run: (image, values) => inPlainJavaScript(() => runLayers(tf, made, image, values)),
      dispose: () => void made.dispose(),
    }
  })

async function build(tf: TensorFlow, model: KerasModel): Promise<TfModel> {
  try {
    return await tf.models.modelFromJSON({ modelTopology: earlierConfig(model) } as never)
  } catch (error) {
    throw refusal(
      `TensorFlow.js does not run this config (${shown(firstSentence(error), 200)}), and nothing else here opens the file`,
      'Give what the network puts out for a picture: --expect FILE.',
    )
  }
}

function setWeights(
  tf: TensorFlow,
  made: TfModel,
  model: KerasModel,
  find: FindWeights,
  around: readonly KerasLayer[],
): void {
  for (const layer of model.layers) {
    const own: TfLayer | undefined = made.layers.find(({ name }) => name === layer.name)
    const path = [...around, layer]
    if (own && layer.model) setWeights(tf, own as unknown as TfModel, layer.model, find, path)
    const roles = layerClass(layer.className)?.weights?.(layer.config) ?? []
    if (!own || layer.model || roles.length === 0) continue
    const weights = find(path, roles)
    own.setWeights(roles.map((role) => tensorOf(tf, weights.get(role)!)))
  }
}

const firstSentence = (error: unknown): string => (error as Error).message.split(/[.]?\s(?:This may be|\n)/, 1)[0]!

const tensorOf = (tf: TensorFlow, { shape, data }: Constant) => tf.tensor(Float32Array.from(data), [...shape])
