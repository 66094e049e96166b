/** Runs a graph model in TensorFlow.js itself. */
import type { Constant, Original } from '../graph.ts'
import type { Fields } from '../reading/json.ts'
import { inPlainJavaScript } from './tensorFlow.ts'
import type { Weights } from './weights.ts'

/** @throws Error of TensorFlow.js where it does not take the model */
export const graphOriginal = (json: Fields, { specs, data }: Weights): Promise<Original> =>
  inPlainJavaScript(async (tf) => {
    const model = await tf.loadGraphModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: specs,
        weightData: new Uint8Array(data).buffer,
        signature: json.signature,
        userDefinedMetadata: json.userDefinedMetadata,
        format: 'graph-model',
      } as never),
    )
    const { graph } = (model as unknown as { executor: { graph: { nodes: Readonly<Record<string, { op: string }>> } } })
      .executor
    const has = (name: string) => Object.hasOwn(graph.nodes, name) && graph.nodes[name]!.op !== 'Const'
    return {
      by: `TensorFlow.js ${tf.version_core}`,
      run: (image, values) =>
        inPlainJavaScript(async () => {
          const input = tf.tensor(Float32Array.from(image.data), [...image.shape])
          // A fused operation is one node here, whose name its last value has.
          const asked = values.filter(has)
          const made = asked.length === 0 ? [] : [model.execute(input, asked)].flat()
          const found = new Map<string, Constant>()
          for (const [i, value] of made.entries())
            found.set(asked[i]!, { shape: value.shape, data: Float32Array.from(await value.data()) })
          tf.dispose([input, ...made])
          return found
        }),
      dispose: () => model.dispose(),
    }
  })
