/** TensorFlow.js: layers models and graph models, with their shards, and what Teachable Machine exports. */
import type { Format, GraphInput, Imported, Said } from './graph.ts'
import { modelGraph } from './keras/modelGraph.ts'
import { namedWeights } from './keras/namedWeights.ts'
import { majorVersion, readTopology } from './keras/topology.ts'
import { fieldsOf, isFields, type Fields } from './reading/json.ts'
import { holdsModel, modelFiles } from './tensorflowjs/files.ts'
import { graphModel } from './tensorflowjs/graphModel.ts'
import { graphOriginal } from './tensorflowjs/graphOriginal.ts'
import { layersOriginal } from './tensorflowjs/layersOriginal.ts'
import { imageSize, readMetadata } from './tensorflowjs/teachableMachine.ts'
import { readWeights } from './tensorflowjs/weights.ts'

const NAME = 'TensorFlow.js'

export default {
  name: NAME,
  files: 'model.json with its weights beside it, or the folder or zip of both',
  recognizes: holdsModel,
  read(source): Imported {
    const { json, beside } = modelFiles(source)
    const weights = readWeights(json.weightsManifest, beside)
    const topology = fieldsOf(json.modelTopology, 'modelTopology')
    const metadata = json.format === 'graph-model' ? undefined : beside('metadata.json')
    const says: Said = metadata ? readMetadata(metadata) : {}
    const notes = weights.quantized.map((bits) =>
      bits === 'float16' ? 'Weights were stored in half precision.' : `Weights were dequantized from ${bits} bits.`,
    )
    const producer = [json.generatedBy, json.convertedBy].filter((each) => typeof each === 'string').join(', ') || null
    if (topology.node !== undefined) {
      const graph = graphModel(json, weights.tensors)
      const provenance = { format: `${NAME} graph model`, producer, notes }
      return { graph: { ...graph, says, provenance }, original: () => graphOriginal(json, weights) }
    }
    const config = layersConfig(topology)
    const model = readTopology(config)
    const version = majorVersion(topology.keras_version)
    const { graph, input, outputs } = modelGraph(
      model,
      namedWeights(() => weights.tensors),
      version,
    )
    return {
      graph: {
        input: sized(input, metadata),
        outputs,
        nodes: graph.nodes,
        constants: graph.constants,
        says,
        provenance: { format: `${NAME} layers model`, producer, notes },
      },
      original: () => layersOriginal(json, weights),
    }
  },
} satisfies Format

/** `{class_name, config}`: within `model_config` as Keras writes it, or as it is from TensorFlow.js itself. */
const layersConfig = (topology: Fields): unknown => (isFields(topology.model_config) ? topology.model_config : topology)

/** With the side that the metadata say, where the graph leaves it open. */
function sized(input: GraphInput, metadata: Uint8Array | undefined): GraphInput {
  if (!metadata || (input.height !== null && input.width !== null)) return input
  const side = imageSize(metadata)
  return { ...input, height: input.height ?? side, width: input.width ?? side }
}
