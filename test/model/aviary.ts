/** A second small network, of the operations that published networks have beside those of the menagerie. */
import { createModel, parameterShapes, type Model } from '../../src/model/model.ts'
import { extents } from '../../src/model/geometry.ts'
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'
import type { StoredTensor } from '../../src/model/safetensors.ts'
import { parameterName } from '../../src/vocabulary/layerTable.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { volume, type Volume } from './slowForward.ts'

const pad = [1, 1, 1, 1]

const layers = [
  { name: 'stem.pre', op: 'conv', inputs: ['input'], kernel: [3, 3], filters: 8, stride: [2, 1], padding: pad },
  { name: 'stem', op: 'hardSwish', inputs: ['stem.pre'] },
  // Depthwise; of two kernels a channel and a stride; of unequal strides, dilated.
  { name: 'deep.pre', op: 'conv', inputs: ['stem'], kernel: [3, 3], filters: 8, groups: 8, padding: pad },
  { name: 'deep', op: 'relu6', inputs: ['deep.pre'] },
  { name: 'double.pre', op: 'conv', inputs: ['deep'], kernel: [3, 3], filters: 16, groups: 8, stride: 2, padding: [1, 0, 1, 1] }, // prettier-ignore
  { name: 'double', op: 'silu', inputs: ['double.pre'] },
  { name: 'uneven.pre', op: 'conv', inputs: ['double'], kernel: [3, 2], filters: 16, groups: 16, stride: [1, 2], dilation: 2, padding: [2, 2, 1, 1] }, // prettier-ignore
  { name: 'uneven', op: 'elu', inputs: ['uneven.pre'], alpha: 0.7 },
  // Squeeze and excite.
  { name: 'squeeze', op: 'globalAverage', inputs: ['double'] },
  { name: 'narrow.pre', op: 'conv', inputs: ['squeeze'], kernel: [1, 1], filters: 4 },
  { name: 'narrow', op: 'prelu', inputs: ['narrow.pre'], slopes: [0.1, 0.25, -0.5, 0] },
  { name: 'gates.pre', op: 'dense', inputs: ['narrow'], units: 16 },
  { name: 'gates', op: 'sigmoid', inputs: ['gates.pre'] },
  { name: 'excited', op: 'multiply', inputs: ['double', 'gates'] },
  { name: 'parts', op: 'crop', inputs: ['excited'], cut: [1, 0, 0, 1], stride: [2, 3] },
  { name: 'framed', op: 'crop', inputs: ['double'], around: [0, 2, 1, 0] },
  { name: 'mixed', op: 'pick', inputs: ['uneven'], channels: [3, -1, 0, 15, 15] },
  { name: 'wider', op: 'resize', inputs: ['excited'], height: 12, width: 20, mode: 'linear' },
  { name: 'nearest', op: 'resize', inputs: ['double'], height: 9, width: 13, mode: 'nearest', coordinates: 'asymmetric', nearest: 'floor' }, // prettier-ignore
  { name: 'wider.sum', op: 'conv', inputs: ['wider'], kernel: [1, 1], filters: 8 },
  { name: 'residual', op: 'add', inputs: ['deep', 'wider.sum'] },
  { name: 'rounded', op: 'gelu', inputs: ['residual'] },
  { name: 'tanhRounded', op: 'gelu', inputs: ['residual'], tanh: true },
  { name: 'product', op: 'multiply', inputs: ['rounded', 'deep'] },
  { name: 'spread', op: 'deconv', inputs: ['double'], kernel: [3, 4], filters: 6, groups: 2, stride: [2, 3], padding: [1, 0, 0, 1], extra: [1, 0] }, // prettier-ignore
  { name: 'dilated', op: 'deconv', inputs: ['uneven'], kernel: [2, 3], filters: 3, dilation: 2 },
  { name: 'bent', op: 'tanh', inputs: ['spread'] },
  { name: 'held', op: 'hardSigmoid', inputs: ['dilated'], slope: 0.2 },
  { name: 'soft', op: 'softplus', inputs: ['dilated'] },
  // Padding wider than the window, as some exporters write.
  { name: 'far', op: 'conv', inputs: ['uneven'], kernel: [1, 1], filters: 4, padding: [2, 1, 1, 2], stride: 2 },
  // A last window that hangs over.
  { name: 'hanging', op: 'avgPool', inputs: ['double'], window: [3, 3], stride: 2, countPadding: true, padding: [1, 2, 1, 1], overhang: [1, 0] }, // prettier-ignore
  { name: 'list', op: 'dense', inputs: ['uneven'], units: 24 },
  { name: 'shaped', op: 'reshape', inputs: ['list'], height: 3, width: 2, channels: 4 },
  { name: 'after', op: 'conv', inputs: ['shaped'], kernel: [2, 2], filters: 5 },
  { name: 'logits', op: 'dense', inputs: ['after'], units: 3 },
]

const placeholder = { file: 'weights.safetensors', bytes: 1, sha256: '0'.repeat(64) }

export const table = parseLayerTable({
  id: 'aviary',
  title: 'Operations of published networks',
  input: { height: 24, width: 20, channels: 3, scale: [2, 1.5, 1], offset: [-1, -0.5, -0.25], order: 'BGR' },
  classes: ['auk', 'bat', 'auk'],
  layers,
  weights: placeholder,
  license: 'none',
  provenance: 'Seeded noise, for tests.',
})

export const layerNames = table.layers.map(({ name }) => name)

export const parameters = new Map<string, StoredTensor>()
const sizes = extents(table)
for (const layer of table.layers) {
  const shapes = parameterShapes(layer, sizes.get(layer.inputs[0])!)
  if (!shapes) continue
  const name = parameterName(layer.name)
  const fanIn = shapes.kernel.slice(0, -1).reduce((a, b) => a * b)
  for (const [kind, shape, deviation] of [
    ['kernel', shapes.kernel, (2 / fanIn) ** 0.5],
    ['bias', shapes.bias, 0.4],
  ] as const) {
    const count = shape.reduce((a, b) => a * b)
    const data = createRng(0, 'aviary', name, kind).normals(count)
    parameters.set(`${name}/${kind}`, { shape: [...shape], data: data.map((x) => x * deviation) })
  }
}

/** On the current backend; the caller disposes it. */
export const createAviary = (): Model => createModel(table, parameters)

/** Noise in [0, 1], rounded to float32 so that single and double precision start from the same numbers. */
export function noisePicture(seed: number): Volume {
  const rng = createRng(seed, 'picture')
  return volume(24, 20, 3, () => Math.fround(rng.uniform()))
}
