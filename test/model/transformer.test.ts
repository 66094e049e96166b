import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attentionOf } from '../../src/attribution/tokens/attentionOf.ts'
import { inputGradient } from '../../src/attribution/inputGradient.ts'
import { classScore } from '../../src/attribution/classScore.ts'
import { forward } from '../../src/model/forward.ts'
import { networkFlop } from '../../src/model/flop.ts'
import { createModel, type Model } from '../../src/model/model.ts'
import { imageTensor } from '../../src/model/pixels.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { describeOnEachBackend } from '../backends.ts'
import { relativeError } from './closeness.ts'
import {
  BLOCKS,
  CHANNELS,
  CLASSES,
  HEADS,
  SIDE,
  slowTransformer,
  transformerParameters,
  transformerTable,
  WIDE,
} from './smallTransformer.ts'

const rng = createRng(3, 'picture')
const image = {
  height: SIDE,
  width: SIDE,
  values: Float32Array.from({ length: SIDE * SIDE * 3 }, () => rng.integer(0, 255) / 255),
}

for (const read of ['token', 'mean'] as const)
  describeOnEachBackend(`a transformer read by ${read}`, () => {
    const table = transformerTable(read)
    const parameters = transformerParameters(table)
    const slow = slowTransformer(parameters, image.values, read)
    let model: Model
    beforeAll(() => {
      model = createModel(table, parameters)
    })
    afterAll(() => model.dispose())

    it('has the values of the slow one, layer by layer', () => {
      const expected: [string, number[]][] = [
        ['tokens', slow.tokens.flat()],
        ...BLOCKS.flatMap((name, b): [string, number[]][] => {
          const { attention, ...own } = slow.blocks[b]
          const byPair = attention[0].flatMap((row, i) => row.flatMap((_, j) => attention.map((rows) => rows[i][j])))
          return [
            [`${name}.norm1`, own.norm1.flat()],
            [`${name}.query`, own.query.flat()],
            [`${name}.attention`, byPair],
            [`${name}.mixed`, own.mixed.flat()],
            [`${name}.expand`, own.expand.flat()],
            [name, own.out.flat()],
          ]
        }),
        ['norm', slow.norm],
        ['logits', slow.logits],
      ]
      const pixels = imageTensor(image)
      const found = forward(model)(
        pixels,
        expected.map(([name]) => name),
      )
      for (const [name, values] of expected)
        expect(relativeError(found[name].dataSync(), values), name).toBeLessThan(2e-6)
      tf.dispose([pixels, found])
    })

    it('has the slopes of finite differences, of pixels and of attention', async () => {
      const index = 1
      const pixels = imageTensor(image)
      const { gradients } = await inputGradient(classScore(model, index), pixels)
      pixels.dispose()
      const step = 1e-5
      const logit = (values: ArrayLike<number>) => slowTransformer(parameters, values, read).logits[index]
      const direction = createRng(5, 'direction').normals(image.values.length)
      const moved = (h: number) => Float64Array.from(image.values, (x, i) => x + h * direction[i])
      const slope = (logit(moved(step)) - logit(moved(-step))) / (2 * step)
      const found = gradients[0].values.reduce((sum, x, i) => sum + x * direction[i], 0)
      expect(relativeError([found], [slope])).toBeLessThan(2e-5)

      const layers = BLOCKS.map((name) => `${name}.attention`)
      const attention = await attentionOf(model, layers, image, index)
      for (const [b, { slopes, tokens, heads }] of attention.entries()) {
        const along = createRng(7 + b, 'attention').normals(slopes!.length)
        const score = (h: number) =>
          slowTransformer(parameters, image.values, read, (block, hd, rows) =>
            block !== b ? rows : rows.map((row, i) => row.map((p, j) => p + h * along[(i * tokens + j) * heads + hd])),
          ).logits[index]
        const expected = (score(step) - score(-step)) / (2 * step)
        const sum = slopes!.reduce((all, x, i) => all + x * along[i], 0)
        expect(relativeError([sum], [expected]), layers[b]).toBeLessThan(2e-5)
      }
    })

    it('leaves nothing on the device', async () => {
      const before = tf.memory().numTensors
      await attentionOf(model, ['block1.attention'], image, 0)
      expect(tf.memory().numTensors).toBe(before)
      createModel(table, parameters).dispose()
      expect(tf.memory().numTensors).toBe(before)
    })
  })

describe('a transformer', () => {
  it('takes the operations that its matrices have', () => {
    const tokens = 5
    const block = tokens * CHANNELS * CHANNELS * 4 + 2 * tokens * tokens * CHANNELS + 2 * tokens * CHANNELS * WIDE
    expect(networkFlop(transformerTable())).toBe(2 * (4 * 4 * 4 * 3 * CHANNELS + 2 * block + CHANNELS * CLASSES))
  })

  it('refuses heads that do not divide its channels, by layer', () => {
    const table = transformerTable()
    const layers = table.layers.map((layer) => (layer.op === 'attention' ? { ...layer, heads: HEADS + 1 } : layer))
    expect(() => networkFlop({ ...table, layers })).toThrow(/block1\.attention: 3 heads do not divide 8 channels/)
  })
})
