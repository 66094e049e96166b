/**
 * A transformer of two blocks and five tokens, and the same computed slowly: plain matrices in double precision, written
 * from the papers, that share no code with `src/model`.
 */
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'
import { parameterShapes } from '../../src/model/model.ts'
import { extents } from '../../src/model/geometry.ts'
import type { StoredTensor } from '../../src/model/safetensors.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { parameterName } from '../../src/vocabulary/layerTable.ts'

export const SIDE = 8
export const PATCH = 4
export const CHANNELS = 8
export const HEADS = 2
export const WIDE = 12
export const CLASSES = 3
export const EPSILON = 1e-5
export const BLOCKS = ['block1', 'block2']

const pointwise = (name: string, input: string, filters: number) => ({
  name,
  op: 'conv',
  inputs: [input],
  kernel: [1, 1],
  filters,
})

const block = (name: string, input: string) => [
  { name: `${name}.norm1`, op: 'layerNorm', inputs: [input], epsilon: EPSILON },
  ...['query', 'key', 'value'].map((each) => pointwise(`${name}.${each}`, `${name}.norm1`, CHANNELS)),
  { name: `${name}.attention`, op: 'attention', inputs: [`${name}.query`, `${name}.key`], heads: HEADS },
  { name: `${name}.mixed`, op: 'attend', inputs: [`${name}.attention`, `${name}.value`] },
  pointwise(`${name}.project`, `${name}.mixed`, CHANNELS),
  { name: `${name}.middle`, op: 'add', inputs: [input, `${name}.project`] },
  { name: `${name}.norm2`, op: 'layerNorm', inputs: [`${name}.middle`], epsilon: EPSILON },
  pointwise(`${name}.expand.pre`, `${name}.norm2`, WIDE),
  { name: `${name}.expand`, op: 'gelu', inputs: [`${name}.expand.pre`] },
  pointwise(`${name}.contract`, `${name}.expand`, CHANNELS),
  { name, op: 'add', inputs: [`${name}.middle`, `${name}.contract`] },
]

/** @param read how the classes are read: from the class token, or, where there is none, from the mean of all */
export const transformerTable = (read: 'token' | 'mean' = 'token') =>
  parseLayerTable({
    id: 'small-transformer',
    title: 'A small transformer',
    input: { size: SIDE, channels: 3, scale: 2, offset: -1 },
    classes: Array.from({ length: CLASSES }, (_, i) => `class ${i}`),
    layers: [
      { name: 'patch', op: 'conv', inputs: ['input'], kernel: [PATCH, PATCH], filters: CHANNELS, stride: PATCH },
      { name: 'tokens', op: 'tokens', inputs: ['patch'], before: read === 'token' ? 1 : 0 },
      ...block('block1', 'tokens'),
      ...block('block2', 'block1'),
      read === 'token'
        ? { name: 'class', op: 'token', inputs: ['block2'], index: 0 }
        : { name: 'class', op: 'globalAverage', inputs: ['block2'] },
      { name: 'norm', op: 'layerNorm', inputs: ['class'], epsilon: EPSILON },
      { name: 'logits', op: 'dense', inputs: ['norm'], units: CLASSES },
    ],
    weights: { file: 'weights.safetensors', bytes: 1, sha256: '0'.repeat(64) },
    license: 'CC0',
    provenance: 'Seeded noise.',
  })

/** Seeded noise of about the size at which a layer keeps the size of its input; scales of norms about 1. */
export function transformerParameters(table = transformerTable(), seed = 1): Map<string, StoredTensor> {
  const sizes = extents(table)
  const rng = createRng(seed, 'transformer')
  const found = new Map<string, StoredTensor>()
  for (const layer of table.layers) {
    const shapes = parameterShapes(layer, sizes.get(layer.inputs[0])!)
    if (!shapes) continue
    for (const kind of ['kernel', 'bias'] as const) {
      const shape = shapes[kind]
      const count = shape.reduce((a, b) => a * b)
      const norm = layer.op === 'layerNorm' && kind === 'kernel'
      const size = kind === 'kernel' && !norm ? 1.5 / Math.sqrt(count / shape.at(-1)!) : 0.3
      const data = rng.normals(count).map((x) => Math.fround(x * size + (norm ? 1 : 0)))
      found.set(`${parameterName(layer.name)}/${kind}`, { shape, data })
    }
  }
  return found
}

/** Rows of numbers. */
export type Matrix = number[][]

export interface SlowBlock {
  input: Matrix
  norm1: Matrix
  query: Matrix
  key: Matrix
  value: Matrix
  /** By head: query, key. */
  attention: Matrix[]
  mixed: Matrix
  project: Matrix
  middle: Matrix
  norm2: Matrix
  before: Matrix
  expand: Matrix
  contract: Matrix
  out: Matrix
}

export interface Slow {
  tokens: Matrix
  blocks: SlowBlock[]
  norm: number[]
  logits: number[]
}

const PER_HEAD = CHANNELS / HEADS
const rowsOf = (x: ArrayLike<number>, columns: number): Matrix =>
  Array.from({ length: x.length / columns }, (_, r) => Array.from({ length: columns }, (_, c) => x[r * columns + c]))
export const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)))
export const turned = (a: Matrix): Matrix => a[0].map((_, j) => a.map((row) => row[j]))
export const plus = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((x, j) => x + b[i][j]))
/** The columns of a head. */
export const head = (x: Matrix, h: number): Matrix => x.map((row) => row.slice(h * PER_HEAD, (h + 1) * PER_HEAD))

/** Simpson's rule on the integral that defines it. */
function slowErf(x: number): number {
  const steps = 4000
  const width = x / steps
  const f = (t: number) => Math.exp(-t * t)
  let sum = f(0) + f(x)
  for (let i = 1; i < steps; i++) sum += f(i * width) * (i % 2 ? 4 : 2)
  return ((2 / Math.sqrt(Math.PI)) * sum * width) / 3
}

/**
 * @param image `SIDE · SIDE · 3` numbers in [0, 1], row by row
 * @param change of attention's probabilities, for finite differences
 */
export function slowTransformer(
  parameters: ReadonlyMap<string, StoredTensor>,
  image: ArrayLike<number>,
  read: 'token' | 'mean' = 'token',
  change: (block: number, head: number, attention: Matrix) => Matrix = (_b, _h, attention) => attention,
): Slow {
  const kernel = (name: string, columns: number) => rowsOf(parameters.get(`${name}/kernel`)!.data, columns)
  const bias = (name: string) => [...parameters.get(`${name}/bias`)!.data]
  const linear = (x: Matrix, name: string, columns: number) =>
    times(x, kernel(name, columns)).map((row) => row.map((value, j) => value + bias(name)[j]))
  const norm = (x: Matrix, name: string) =>
    x.map((row) => {
      const mean = row.reduce((a, b) => a + b) / row.length
      const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length
      const scale = parameters.get(`${name}/kernel`)!.data
      return row.map((value, j) => ((value - mean) / Math.sqrt(variance + EPSILON)) * scale[j] + bias(name)[j])
    })
  const patches: Matrix = []
  for (let y = 0; y < SIDE; y += PATCH)
    for (let x = 0; x < SIDE; x += PATCH) {
      const values: number[] = []
      for (let v = 0; v < PATCH; v++)
        for (let u = 0; u < PATCH; u++)
          for (let c = 0; c < 3; c++) values.push(2 * image[((y + v) * SIDE + x + u) * 3 + c] - 1)
      patches.push(values)
    }
  const embedded = linear(patches, 'patch', CHANNELS)
  const all = read === 'token' ? [bias('tokens'), ...embedded] : embedded
  const tokens = plus(all, kernel('tokens', CHANNELS))
  let x = tokens
  const blocks = BLOCKS.map((name, b): SlowBlock => {
    const input = x
    const norm1 = norm(input, `${name}.norm1`)
    const [query, key, value] = ['query', 'key', 'value'].map((each) => linear(norm1, `${name}.${each}`, CHANNELS))
    const attention = Array.from({ length: HEADS }, (_, h) => {
      const scores = times(head(query, h), turned(head(key, h)))
      const rows = scores.map((row) => {
        const exp = row.map((score) => Math.exp(score / Math.sqrt(PER_HEAD)))
        return exp.map((each) => each / exp.reduce((p, q) => p + q))
      })
      return change(b, h, rows)
    })
    const perHead = attention.map((rows, h) => times(rows, head(value, h)))
    const mixed = tokens.map((_, t) => perHead.flatMap((rows) => rows[t]))
    const project = linear(mixed, `${name}.project`, CHANNELS)
    const middle = plus(input, project)
    const norm2 = norm(middle, `${name}.norm2`)
    const before = linear(norm2, `${name}.expand`, WIDE)
    const expand = before.map((row) => row.map((each) => (each / 2) * (1 + slowErf(each / Math.SQRT2))))
    const contract = linear(expand, `${name}.contract`, CHANNELS)
    x = plus(middle, contract)
    return {
      input,
      norm1,
      query,
      key,
      value,
      attention,
      mixed,
      project,
      middle,
      norm2,
      before,
      expand,
      contract,
      out: x,
    }
  })
  const last = read === 'token' ? x[0] : x[0].map((_, j) => x.reduce((sum, row) => sum + row[j], 0) / x.length)
  const [normed] = norm([last], 'norm')
  const [logits] = linear([normed], 'logits', CLASSES)
  return { tokens, blocks, norm: normed, logits }
}
