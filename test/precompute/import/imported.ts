/** A file of a test, brought to the normal form and compared with ONNX Runtime. */
import * as tf from '@tensorflow/tfjs'
import { readdirSync } from 'node:fs'
import type { Graph, Source } from '../../../precompute/import/graph.ts'
import { normalForm, type Normal } from '../../../precompute/import/normal/normalForm.ts'
import onnx from '../../../precompute/import/onnx.ts'
import { measure, seededPictures, type Compared } from '../../../precompute/import/parity/measure.ts'
import { createModel } from '../../../src/model/model.ts'
import { parseLayerTable } from '../../../src/model/parseLayerTable.ts'
import '../../backends.ts'

export const ZOO = '../shared/zoo'

/** Why the tests that read published networks are left out; undefined where those are there. */
export const noZoo = ((): string | undefined => {
  try {
    readdirSync(ZOO)
    return undefined
  } catch {
    return `no published networks in ${ZOO}`
  }
})()

export const sourceFrom = (bytes: Uint8Array, beside: Record<string, Uint8Array> = {}): Source => ({
  path: 'test.onnx',
  name: 'test.onnx',
  bytes,
  folder: null,
  beside: (name) => beside[name],
})

export const graphFrom = (bytes: Uint8Array, beside?: Record<string, Uint8Array>): Graph =>
  onnx.read(sourceFrom(bytes, beside)).graph

export function normalFrom(
  bytes: Uint8Array,
  { classes = false, beside = {} as Record<string, Uint8Array> } = {},
): Normal {
  const graph = graphFrom(bytes, beside)
  const { height, width, channels } = graph.input
  return normalForm(graph, { height: height!, width: width!, channels: channels! }, classes)
}

/** The layers that ONNX Runtime has too, the one that differs most first. */
export async function compared(
  bytes: Uint8Array,
  beside?: Record<string, Uint8Array>,
): Promise<{ normal: Normal; all: Compared[] }> {
  // prettier-ignore
  await tf.setBackend('wasm')
  await tf.ready()
  const { graph, original } = onnx.read(sourceFrom(bytes, beside))
  const extent = { height: graph.input.height!, width: graph.input.width!, channels: graph.input.channels! }
  const normal = normalForm(graph, extent, false)
  const table = parseLayerTable({
    id: 'test',
    title: 'test',
    input: { ...extent, scale: normal.entering.scale, offset: normal.entering.offset },
    classes: [],
    layers: normal.layers,
    weights: { file: 'w.safetensors', bytes: 1, sha256: '0'.repeat(64) },
    license: 'none',
    provenance: 'test',
  })
  const model = createModel(table, normal.weights)
  const { height, width, channels } = extent
  const plain = (value: number) => new Array<number>(channels).fill(value)
  const entry = { scale: plain(1), offset: plain(0), order: 'RGB' as const }
  const all = await measure(
    model,
    normal,
    await original(),
    graph.input,
    entry,
    seededPictures(height, width, channels),
  )
  model.dispose()
  return { normal, all }
}

export const opsOf = ({ layers }: Normal): string[] => layers.map(({ op }) => op)
