import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import perturbation from '../../src/artifacts/perturbation/artifact.ts'
import { compute, type Computed } from '../../src/artifacts/perturbation/compute.ts'
import { encode } from '../../src/artifacts/perturbation/encode.ts'
import type { Readers } from '../../src/artifacts/readers.ts'
import { classScores } from '../../src/attribution/tokens/classScores.ts'
import { FILLINGS } from '../../src/attribution/tokens/fillings.ts'
import { without } from '../../src/attribution/tokens/perturbation.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

const SIDE = 64
const rng = createRng(2, 'picture')
const picture = Uint8Array.from({ length: SIDE * SIDE * 3 }, () => rng.integer(0, 255))
const image = { height: SIDE, width: SIDE, values: Float32Array.from(picture, (value) => value / 255) }
const readers = { picture: () => Promise.resolve(picture) } as unknown as Readers
const request = {
  kind: 'perturbation' as const,
  model: 'mosaic',
  image: 'x',
  index: 32,
  tokenMethods: ['random', 'attentionGradCam'],
  mask: [9, 3],
  seed: 0,
}

let model: Model
let found: Computed
beforeAll(async () => {
  await tf.setBackend('wasm')
  await tf.ready()
  model = readModel('mosaic')
  found = (await compute(model, [request], () => {}, readers))[0]
})
afterAll(() => model.dispose())

describe('the artifact of perturbation', () => {
  it('has, for every method, filling and way, the probabilities of the pictures that it names', async () => {
    const { methods, mask, steps } = found.data
    expect(steps).toHaveLength(11)
    expect(mask!.order.slice(0, 2)).toEqual([9, 3])
    for (const { order, curves } of [...methods, mask!]) {
      expect(Object.keys(curves)).toEqual([...FILLINGS])
      expect(new Set(order).size).toBe(64)
      const step = 4
      const gone = without(image, found.fillings[1], [8, 8], order.slice(0, steps[step]))
      const logits = await classScores(model, { ...image, values: gone })
      const exp = Array.from(logits, Math.exp)
      const wanted = exp[32] / exp.reduce((a, b) => a + b)
      // Four digits are kept.
      expect(Math.abs(curves.blur.most.probabilities[step] / wanted - 1)).toBeLessThan(1e-3)
      const first = exp.indexOf(Math.max(...exp)) === found.data.guesses[0].index
      expect(curves.blur.most.kept[step]).toBe(first)
    }
  })

  it('is written as its schema says, with a tile for every filling', async () => {
    const { files } = await encode(request, found, [])
    expect(perturbation.files.data.schema.parse(JSON.parse(JSON.stringify(files.data)))).toEqual(files.data)
    expect(files.fillings.tiles).toEqual({ width: SIDE, height: SIDE, columns: 1, rows: FILLINGS.length })
    const pixels = await sharp(files.fillings.bytes).removeAlpha().raw().toBuffer()
    const grey = pixels.subarray(FILLINGS.indexOf('grey') * SIDE * SIDE * 3)
    expect(new Set(grey)).toEqual(new Set([128]))
  })

  it('names a patch that there is not', async () => {
    await expect(compute(model, [{ ...request, mask: [64] }], () => {}, readers)).rejects.toThrow(
      'unknown patch: 64 (mosaic has patches 0 to 63)',
    )
  })

  it('is refused where a probability is no number', async () => {
    const bad = structuredClone(found)
    bad.data.methods[1].curves.noise.least.probabilities[2] = NaN
    await expect(encode(request, bad, [])).rejects.toThrow(
      "the class's probability on x, ordered by attentionGradCam, came out not finite",
    )
  })
})
