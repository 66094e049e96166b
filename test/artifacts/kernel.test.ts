import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { digestOf } from '../../precompute/digestOf.ts'
import { createReaders } from '../../precompute/readers.ts'
import { MODELS, readModel } from '../../precompute/readModel.ts'
import { cosine } from '../../src/vocabulary/cosine.ts'
import { kernelBetween } from '../../src/circuits/kernels/kernelBetween.ts'
import artifact, { type KernelData, type KernelRequest } from '../../src/artifacts/kernel/artifact.ts'
import { decodeGrid } from '../../src/vocabulary/grid.ts'
import type { Model } from '../../src/model/model.ts'
import { compute } from '../../src/artifacts/kernel/compute.ts'
import { encode } from '../../src/artifacts/kernel/encode.ts'
import { SEARCHED } from '../../src/vocabulary/seededStimuli.ts'
import '../backends.ts'

let model: Model
beforeAll(async () => {
  await tf.setBackend('wasm')
  model = readModel('lumen')
})
afterAll(() => model.dispose())

const request: KernelRequest = {
  kind: 'kernel',
  model: 'lumen',
  to: 'conv4/39',
  from: 'conv3/29',
  relu: 'identity',
  maxPool: 'average',
  image: null,
  families: [...SEARCHED],
  perFamily: 1,
  seed: 0,
}

const readers = createReaders({ models: MODELS, folders: {} })

async function made(change: Partial<KernelRequest>): Promise<KernelData> {
  const asked = { ...request, ...change }
  const [computed] = await compute(model, [asked], () => {}, readers)
  return (await encode(asked, computed, [])).files.data
}

it('of adjacent units hold the kernel, twice, and the gradient that is the same', async () => {
  const { kernel, expanded, gradient, agreement, strongest } = await made({})
  const wanted = kernelBetween(model, { layer: 'conv4', channel: 39 }, { layer: 'conv3', channel: 29 })!
  decodeGrid(kernel!).values.forEach((value, i) =>
    expect(Math.abs(value - wanted.values[i])).toBeLessThan(kernel!.max / 60),
  )
  expect(expanded[0].levels).toBe(kernel!.levels)
  expect(gradient).toMatchObject({ total: 14 })
  expect(agreement).toBeCloseTo(1, 3)
  expect(strongest[0]).toMatchObject({ channel: 29 })
  expect(strongest).toHaveLength(8)
})

it('on a picture take its slopes and routes', async () => {
  const plain = await made({ from: 'input' })
  const routed = await made({ from: 'input', relu: 'true', maxPool: 'true', image: 'orange-1' })
  expect(plain.expanded).toHaveLength(3)
  expect(plain).not.toHaveProperty('kernel')
  const all = ({ expanded }: KernelData) => expanded.flatMap((each) => [...decodeGrid(each).values])
  expect(routed.window).toEqual(plain.window)
  const angle = cosine(all(plain), all(routed))
  expect(angle).toBeGreaterThan(0.1)
  expect(angle).toBeLessThan(0.95)
  const digests = (image: string | null) =>
    artifact.reads!({ ...request, image }).map((reading) => digestOf(reading, MODELS))
  expect(digests('orange-1')).not.toEqual(digests('lemon-1'))
  expect(digests(null)).toEqual([])
})
