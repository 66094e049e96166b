/**
 * The second network, and how the names in its PyTorch files map to those of its layer table. Run, it writes both for
 * add-model: `node --import ./precompute/foundByPlace.ts test/model/prism.ts FOLDER`, then
 * `npm run add-model -- FOLDER/table.json FOLDER/weights.safetensors`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLayerTable } from '../../precompute/readModel.ts'
import { readSafetensors, writeSafetensors, type StoredTensor } from '../../src/model/safetensors.ts'

/** Weights in float32 and PyTorch's activations; too large for the repository. */
export const PRISM = '../shared/models/prism'

const FILTERS = { '1x1': 1, '3x3': 3, '5x5': 5 } as const
const MIXED: Record<string, readonly [number, number, number]> = {
  mixed3: [16, 40, 16],
  mixed4: [24, 48, 16],
  mixed5: [40, 80, 24],
  mixed6: [56, 112, 24],
  mixed7: [96, 160, 24],
}
const POOLED = ['conv2', 'mixed4', 'mixed6']

/** `mixed3/1x1/kernel`, as PyTorch's file has it, is `mixed3.b1x1/kernel`. */
export const parameterOf = (name: string): string => name.replace(/^(mixed\d)\/(\dx\d)\//, '$1.b$2/')

export const prismWeights = (): Map<string, StoredTensor> =>
  new Map(
    [...readSafetensors(readFileSync(`${PRISM}/weights.safetensors`))].map(([name, tensor]) => [
      parameterOf(name),
      tensor,
    ]),
  )

function conv(name: string, input: string, edge: number, filters: number, stride = 1) {
  const half = Math.floor(edge / 2)
  const padding = [half, half, half, half]
  return { name, op: 'conv', inputs: [input], kernel: [edge, edge], filters, stride, padding }
}

/** Every layer, as a layer table lists them. */
export function prismLayers(): object[] {
  const layers: object[] = []
  let last = 'input'
  const rectified = (name: string) => {
    layers.push({ name, op: 'relu', inputs: [`${name}.pre`] })
    last = name
    if (!POOLED.includes(name)) return
    last = name.replace(/^\D+/, 'pool')
    layers.push({ name: last, op: 'maxPool', inputs: [name], window: [3, 3], stride: 2, padding: [1, 1, 1, 1] })
  }
  layers.push(conv('conv1.pre', last, 7, 24, 2))
  rectified('conv1')
  layers.push(conv('conv2.pre', last, 3, 48))
  rectified('conv2')
  for (const [name, filters] of Object.entries(MIXED)) {
    const branches = Object.entries(FILTERS).map(([branch, edge], i) =>
      conv(`${name}.b${branch}`, last, edge, filters[i]!),
    )
    layers.push(...branches, { name: `${name}.pre`, op: 'concat', inputs: branches.map((each) => each.name) })
    rectified(name)
  }
  layers.push(
    { name: 'average', op: 'globalAverage', inputs: [last] },
    { name: 'logits', op: 'dense', inputs: ['average'], units: 200 },
    { name: 'softmax', op: 'softmax', inputs: ['logits'] },
  )
  return layers
}

const PROVENANCE = `Trained on Tiny ImageNet (200 classes, 100,000 images of 64×64 pixels) from its own random start (seed 52711), without lumen: not initialised from it, not distilled from it. 53 minutes of PyTorch 1.13 on one CPU thread, 8.6 epochs in all: random crop (reflect pad 6) and flip, brightness, contrast and colour jitter, label smoothing 0.05, SGD with Nesterov momentum 0.9, batch 64, weight decay 5e-4 (kernels only), one cycle of the rate over the elapsed time p (peak 0.1 at p = 0.06, cosine to 0).

1. p < 0.40, natural images, about 2.7 epochs; on windows of 48–64 px resized to 40 px (p < 0.17), then to 48 px.
2. p ≥ 0.40, about 6 epochs. Half of each batch perturbed adversarially (one gradient step of L2 radius 1.0 in the −1…1 scale, smaller in proportion at 48 px), the other half with Gaussian noise of σ up to 0.3. 48 px until p = 0.72, then whole 64 px images.

At p = 0.26 the run was restarted once from its weights, momentum and data order anew. The last checkpoint is exported; accuracies on the way were for watching only. Validation top-1 42.29 %, top-5 69.45 %; with Gaussian noise of σ 0.3 (in the −1…1 scale) top-1 39.17 %.

Batch normalization is folded into the kernels and biases.`

/** What add-model takes: the table without its weights. The classes, their order and the input are lumen's. */
export function prismTable(): object {
  const { input, classes, license } = readLayerTable('lumen')
  return { id: 'prism', title: 'prism', input, classes, layers: prismLayers(), license, provenance: PROVENANCE }
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2)
  if (!folder) throw new Error('name a folder for table.json and weights.safetensors')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'table.json'), JSON.stringify(prismTable()))
  writeFileSync(join(folder, 'weights.safetensors'), writeSafetensors(prismWeights(), 'F32'))
}
