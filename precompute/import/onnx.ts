/** ONNX: `model.onnx`, opsets 7 to 21. */
import { EXIT, Failure } from '../failure.ts'
import type { Format } from './graph.ts'
import { graphOf } from './onnx/graphOf.ts'
import { decodeModel } from './onnx/model.ts'
import { originalOf } from './onnx/original.ts'

const OPSETS = { least: 7, most: 21 }

/** A protobuf file has no mark of its own; a model begins with its version of the format, field 1, a small number. */
const looksLike = (bytes: Uint8Array): boolean => bytes[0] === 0x08 && bytes[1] > 0 && bytes[1] < 32

export default {
  name: 'ONNX',
  files: 'model.onnx',
  recognizes: ({ name, bytes }) => name.endsWith('.onnx') || (bytes.length > 16 && looksLike(bytes)),
  read(source) {
    const model = decodeModel(source.bytes)
    const opset = Number(model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 0)
    if (opset < OPSETS.least || opset > OPSETS.most)
      throw new Failure(
        EXIT.input,
        `${source.name} has opset ${opset}`,
        `Allowed: ${OPSETS.least} to ${OPSETS.most}. Export again, as in torch.onnx.export(model, image, "model.onnx", opset_version=17).`,
      )
    return { graph: graphOf(model, opset, source), original: () => originalOf(model, source) }
  },
} satisfies Format
