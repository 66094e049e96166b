import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../../precompute/readModel.ts'
import { attentionWithSlopes, propagatedRelevance, tokensGiven } from '../../../src/attribution/tokens/tokenMethod.ts'
import { tokenMethods } from '../../../src/attribution/tokens/tokenMethods.ts'
import { forward } from '../../../src/model/forward.ts'
import { createModel, type Model } from '../../../src/model/model.ts'
import { imageTensor } from '../../../src/model/pixels.ts'
import { readSafetensors, type StoredTensor } from '../../../src/model/safetensors.ts'
import { relativeError } from '../../model/closeness.ts'
import { present } from '../../model/lumen.ts'
import { readReference } from './readReference.ts'
import { storedAsOriginals } from './mosaicOriginals.ts'

/** Weights in float32 and PyTorch's values; too large for the repository. */
const ORIGINALS = '../shared/models/mosaic'
const IMAGES = [0, 1, 2]
/** The methods that the reference has, by its names. */
const MAPS = {
  raw: 'rawAttention',
  rollout: 'rollout',
  gradcam: 'attentionGradCam',
  relevance: 'relevance',
  generic: 'attentionRelevance',
} as const

/** One image's part of a tensor, `(3, …)`. */
const part = ({ data }: StoredTensor, image: number) =>
  data.subarray((data.length / IMAGES.length) * image, (data.length / IMAGES.length) * (image + 1))

/** `(h, N, N)` → `(N, N, h)` */
function byPair(values: Float32Array, heads: number): Float32Array {
  const pairs = values.length / heads
  return values.map((_, i) => values[(i % heads) * pairs + Math.floor(i / heads)])
}

beforeAll(async () => {
  await tf.setBackend('wasm')
  await tf.ready()
})

describe.runIf(present(ORIGINALS, 'mosaic in float32 against PyTorch'))('mosaic in float32', () => {
  const reference = readReference(`${ORIGINALS}/reference.safetensors`)
  let model: Model
  beforeAll(() => {
    const { table, dispose } = readModel('mosaic')
    dispose()
    model = createModel(table, storedAsOriginals(readSafetensors(readFileSync(`${ORIGINALS}/weights.safetensors`))))
  })
  afterAll(() => model.dispose())
  const pixels = (image: number) => ({
    height: 64,
    width: 64,
    values: part(reference.get('input')!, image).map((value) => value / 255),
  })
  const given = (image: number) => tokensGiven(model, pixels(image), reference.get('class')!.data[image])

  it.each(IMAGES)('has the reference’s values, layer by layer, on image %i', (image) => {
    const layers: Record<string, string> = {
      patch: 'patch',
      tokens: 'tokens',
      'block1.norm1': 'block1/norm1',
      'block1.mixed': 'block1/mixed',
      'block1.project': 'block1/project',
      'block1.middle': 'block1/middle',
      'block1.norm2': 'block1/norm2',
      'block1.expand.pre': 'block1/expand',
      'block1.expand': 'block1/gelu',
      'block1.contract': 'block1/contract',
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((b) => [`block${b}`, `block${b}/out`])),
      norm: 'norm',
      logits: 'logits',
    }
    const found = tf.tidy(() => forward(model)(imageTensor(pixels(image)), Object.keys(layers)))
    for (const [layer, name] of Object.entries(layers))
      expect(relativeError(found[layer].dataSync(), part(reference.get(name)!, image)), layer).toBeLessThan(2e-6)
    tf.dispose(found)
  })

  it.each(IMAGES)('has its attention, slopes and relevance in every block, on image %i', async (image) => {
    const all = given(image)
    const { relevance, sums } = propagatedRelevance(all)
    for (const [b, block] of (await attentionWithSlopes(all)).entries()) {
      const of = (name: string) => byPair(part(reference.get(`block${b + 1}/${name}`)!, image), block.heads)
      expect(relativeError(block.values, of('attention')), block.layer).toBeLessThan(5e-6)
      expect(relativeError(block.slopes, of('attention_gradient')), block.layer).toBeLessThan(5e-6)
      // Stored in float32 from double precision.
      expect(relativeError(relevance.get(block.layer)!, of('attention_relevance')), block.layer).toBeLessThan(1e-7)
    }
    for (const { layer, sum } of sums.filter(({ layer }) => /^(tokens|block\d)$/.test(layer)))
      expect(Math.abs(sum - 1), layer).toBeLessThan(1e-12)
  })
})

describe('mosaic as it is shipped', () => {
  const reference = readSafetensors(readFileSync('test/fixtures/mosaic/reference.safetensors'))
  let model: Model
  beforeAll(() => {
    model = readModel('mosaic')
  })
  afterAll(() => model.dispose())

  it.each(IMAGES)('has the logits and the maps of image %i', async (image) => {
    const pixels = { height: 64, width: 64, values: part(reference.get('input')!, image).map((value) => value / 255) }
    const logits = tf.tidy(() => forward(model)(imageTensor(pixels), ['logits']).logits.dataSync())
    expect(relativeError(logits, part(reference.get('logits')!, image))).toBeLessThan(2e-6)
    const given = tokensGiven(model, pixels, reference.get('class')!.data[image])
    for (const [name, method] of Object.entries(MAPS)) {
      const map = await tokenMethods[method].map(given)
      expect(relativeError(map, part(reference.get(`maps/${name}`)!, image)), name).toBeLessThan(5e-6)
    }
  })

  it('has an empty Grad-CAM on two of the three pictures, and says what that means', () => {
    expect(tokenMethods.attentionGradCam.empty).toMatch(/\{class\}/)
    const empty = IMAGES.filter((image) => part(reference.get('maps/gradcam')!, image).every((value) => value === 0))
    expect(empty).toEqual([0, 1])
  })
})
