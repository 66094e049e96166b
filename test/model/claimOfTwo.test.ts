import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createModel, type Model } from '../../src/model/model.ts'
import { measureByChance, measureClaim, type Claim } from '../../src/model/claim.ts'
import { chanceWords } from '../../src/figures/claim/describe.ts'
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'
import '../backends.ts'

beforeAll(() => tf.setBackend('cpu'))

/** A 1×1 convolution of one weight. */
function network(id: string, weight: number): Model {
  const table = parseLayerTable({
    id,
    title: id,
    input: { size: 4, channels: 1, scale: 1, offset: 0 },
    classes: [],
    layers: [
      { name: 'conv1', op: 'conv', inputs: ['input'], kernel: [1, 1], filters: 1, stride: 1, padding: [0, 0, 0, 0] },
    ],
    weights: { file: 'weights.safetensors', bytes: 1, sha256: '0'.repeat(64) },
    license: 'CC BY 4.0',
    provenance: 'Made for a test.',
  })
  return createModel(
    table,
    new Map([
      ['conv1/kernel', { shape: [1, 1, 1, 1], data: Float32Array.of(weight) }],
      ['conv1/bias', { shape: [1], data: Float32Array.of(5) }],
    ]),
  )
}
const value = ({ stored }: Model, name: string) => stored.get(`conv1/${name}`)!.data[0]!

describe('a claim about two networks', () => {
  const claim: Claim = {
    measures: 'the weight of the other, less ours',
    measure: (model, beside) => Promise.resolve(value(beside, 'kernel') - value(model, 'kernel')),
    atLeast: 5,
    beside: 'other',
  }

  it('is measured on both, and by chance beside an untrained copy, the first as it is', async () => {
    const about = { model: network('own', 1), beside: network('other', 9) }
    expect(await measureClaim(claim, about)).toBe(8)
    const biases: number[] = []
    const looking: Claim = {
      ...claim,
      measure: (model, beside) => {
        biases.push(value(model, 'bias'), value(beside, 'bias'))
        return Promise.resolve(value(beside, 'kernel'))
      },
    }
    const [first, again, other] = [
      await measureByChance(looking, about, 0),
      await measureByChance(looking, about, 0),
      await measureByChance(looking, about, 1),
    ]
    expect(first).toBe(again)
    expect(first).not.toBe(other)
    expect(first).not.toBe(9)
    // An untrained network has no biases; the first network is left as it is.
    expect(biases.slice(0, 2)).toEqual([5, 0])
    // It can be measured again: nothing of the networks themselves was disposed of.
    expect(await measureClaim(claim, about)).toBe(8)
  })

  it('cannot be measured without the second', () => {
    expect(() => measureClaim(claim, { model: network('own', 1), beside: undefined })).toThrow(
      'a claim that compares own with other needs both networks',
    )
  })

  it('says what chance is', () => {
    expect(chanceWords({ beside: 'prism' })).toBe('beside an untrained prism')
    expect(chanceWords({ layer: 'conv4' })).toBe('with the weights of conv4 shuffled')
  })
})
