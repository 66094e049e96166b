import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { anatomy } from '../../src/circuits/graph/anatomy.ts'
import { contributions } from '../../src/circuits/graph/contributions.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'
import { createModel } from '../../src/model/model.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import { draw } from '../../src/stimuli/family.ts'
import { describeOnEachBackend } from '../backends.ts'
import { noiseImage, parameters, table, toTensor } from '../model/menagerie.ts'

const total = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0)

describeOnEachBackend('contributions', () => {
  /** Without the normalization and the shortcut, so that what is left splits. */
  let model: Model
  beforeAll(() => {
    const layers = table.layers
      .filter(({ name }) => !['norm', 'shortcut', 'residual'].includes(name))
      .map((layer) => ({
        ...layer,
        inputs: layer.inputs.map((each) => ({ norm: 'stem', residual: 'branches' })[each] ?? each),
      }))
    model = createModel(parseLayerTable({ ...table, layers }), parameters)
  })
  afterAll(() => model.dispose())

  it.each([
    ['sparse/3', 'blur'],
    ['sparse/8@0,1', 'branches'],
    ['sparse/3', 'stem'],
    ['wide/2', 'input'],
    ['logits/4', 'input'],
    ['flat/6', 'sparse'],
  ])('of %s from %s sum to its preactivation with the biases', async (unit, from) => {
    const image = toTensor(noiseImage(5))
    const found = await contributions(model, unit, from)(image)
    const [, layer, channel, y, x] = /^(\w+)\/(\d+)@(\d+),(\d+)$/.exec(found.unit)!
    const name = layer === 'sparse' || layer === 'wide' ? `${layer}.pre` : layer
    const values = forward(model)(image, [name])[name]
    const [, , width, channels] = values.rank === 4 ? values.shape : [1, 1, 1, values.shape[1]!]
    const wanted = values.dataSync()[(Number(y) * width + Number(x)) * channels + Number(channel)]
    expect(found.preactivation).toBeCloseTo(wanted, 5)
    expect(total(found.values) + found.bias + found.passed).toBeCloseTo(wanted, 4)
    expect(found.bias).toBe(parameters.get(`${layer}/bias`)!.data[Number(channel)])
    if (['blur', 'branches'].includes(from) || unit.startsWith('flat')) expect(found.passed).toBe(0)
    else expect(Math.abs(found.passed)).toBeGreaterThan(1e-4)
    image.dispose()
  })
})

it('refuse what does not split', () => {
  const model = createModel(table, parameters)
  expect(() => contributions(model, 'sparse/0', 'stem')).toThrow(
    'sparse.pre does not split into contributions of stem: norm between them is not linear about its activations',
  )
  expect(() => contributions(model, 'sparse/0', 'branches')).toThrow(
    'sparse.pre does not split into contributions of branches: residual also reads shortcut, which leads around it',
  )
  model.dispose()
})

it('on a curve, contributions to the next layer are the parts of the unit’s anatomy', async () => {
  await tf.setBackend('wasm')
  const model = readModel('lumen')
  const image = draw(familyNamed('curve'), [{ x: 32, y: 32, curvature: 0.07, angle: 80 }], { height: 64, width: 64 })
  const found = await contributions(model, 'conv4/39', 'conv3')(image)
  const { parts, contributions: sums, bias } = await anatomy(model, 'conv4/39', { strongest: 64 })(image)
  expect(found.bias).toBe(bias)
  for (const { channel, product } of parts) {
    const mine = Float32Array.from(product.values, (_, i) => found.values[i * 64 + channel])
    mine.forEach((value, i) => expect(value).toBeCloseTo(product.values[i], 4))
    expect(total(mine)).toBeCloseTo(sums.find((each) => each.channel === channel)!.sum, 4)
  }
  // Across max pooling, each channel still gives what its pooled map gave.
  const pooled = await anatomy(model, 'conv3/7', { strongest: 64 })(image)
  const across = await contributions(model, 'conv3/7', 'conv2')(image)
  for (const { channel, sum } of pooled.contributions) {
    const mine = across.values.filter((_, i) => i % across.channels === channel)
    expect(total(mine)).toBeCloseTo(sum, 4)
  }
  image.dispose()
  model.dispose()
})
