/** The file run by ONNX Runtime's WASM build, any value of its graph put out. */
import { create, toBinary } from '@bufbuild/protobuf'
import { ModelProtoSchema, ValueInfoProtoSchema, type ModelProto } from 'onnx-buf'
import type { Constant, Original, Source } from '../graph.ts'

export async function originalOf(model: ModelProto, source: Source): Promise<Original> {
  const ort = await import('onnxruntime-web/wasm')
  ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'error'
  const inputs = model.graph!.input.filter(({ name }) => !model.graph!.initializer.some((each) => each.name === name))
  return {
    by: `ONNX Runtime ${ort.env.versions.web ?? ort.env.versions.common} (WASM)`,
    async run(image, values) {
      const made = new Set(model.graph!.node.flatMap(({ output }) => output))
      const wanted = values.filter((name) => made.has(name))
      const graph = { ...model.graph!, output: wanted.map((name) => create(ValueInfoProtoSchema, { name })) }
      const bytes = toBinary(ModelProtoSchema, { ...model, graph })
      const external = [...new Set(model.graph!.initializer.flatMap((tensor) => tensor.externalData.filter(({ key }) => key === 'location').map(({ value }) => value)))] // prettier-ignore
      const session = await ort.InferenceSession.create(bytes, {
        executionProviders: ['wasm'],
        // What is put out is what the graph says, not what was joined from it.
        graphOptimizationLevel: 'disabled',
        logSeverityLevel: 3,
        ...(external.length > 0 && { externalData: external.map((path) => ({ path, data: source.beside(path)! })) }),
      })
      try {
        const tensor = new ort.Tensor('float32', Float32Array.from(image.data), [...image.shape])
        const found = await session.run({ [inputs[0].name]: tensor })
        const result = new Map<string, Constant>()
        for (const [name, each] of Object.entries(found))
          if (each.type === 'float32') result.set(name, { shape: each.dims, data: each.data as Float32Array })
        return result
      } finally {
        await session.release()
      }
    },
    dispose() {},
  }
}
