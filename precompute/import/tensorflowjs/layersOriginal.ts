/** Runs a layers model in TensorFlow.js itself. */
import type { Original } from '../graph.ts'
import type { Fields } from '../reading/json.ts'
import { runLayers } from './runLayers.ts'
import { inPlainJavaScript } from './tensorFlow.ts'
import type { Weights } from './weights.ts'

/** @throws Error of TensorFlow.js where it does not take the model */
export async function layersOriginal(json: Fields, { specs, data }: Weights): Promise<Original> {
  const artifacts = { modelTopology: json.modelTopology, weightSpecs: specs, weightData: new Uint8Array(data).buffer }
  return inPlainJavaScript(async (tf) => {
    const model = await tf.loadLayersModel(tf.io.fromMemory(artifacts as never))
    return {
      by: `TensorFlow.js ${tf.version_core}`,
      run: (image, values) => inPlainJavaScript(() => runLayers(tf, model, image, values)),
      dispose: () => void model.dispose(),
    }
  })
}
