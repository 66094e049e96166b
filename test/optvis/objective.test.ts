import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import * as objectives from '../../src/optvis/objective.ts'
import type { Objective } from '../../src/optvis/objective.ts'
import { optimize } from '../../src/optvis/optimize.ts'
import { fourier, pixel } from '../../src/optvis/parameterization.ts'
import { describeOnEachBackend } from '../backends.ts'
import { createMenagerie, noiseImage, table, toTensor } from '../model/menagerie.ts'

const { channel, direction, diversity, l1, l2, logit, negate, neuron, scale, sum, totalVariation } = objectives
const v = createRng(1, 'direction').normals(8)

/** Every objective there is, on the small network, for a batch of two pictures. */
const every: Record<string, Objective> = {
  neuron: neuron(table, 'stem.pre', 3),
  'neuron of another unit in each picture': neuron(table, 'split.pre', [1, 2]),
  'neuron at a position': neuron(table, 'residual', 5, [2, 9]),
  channel: channel(table, 'sparse.pre', 4),
  direction: direction(table, 'residual', v),
  'direction, cosine squared': direction(table, 'residual', v, { cosine: 2 }),
  'class logit': logit(table, 2),
  'class logits, one for each picture': logit(table, [0, 4]),
  sum: sum(channel(table, 'residual', 1), scale(0.5, logit(table, 3))),
  scale: scale(3, channel(table, 'residual', 2)),
  negation: negate(channel(table, 'residual', 2)),
  diversity: diversity(table, 'residual'),
  L1: l1(),
  L2: l2(),
  'total variation': totalVariation(),
}

describeOnEachBackend('an objective', () => {
  let model: Model
  beforeAll(() => {
    model = createMenagerie()
  })
  afterAll(() => model.dispose())

  const options = { size: 33, rngs: [createRng(1, 'a'), createRng(1, 'b')], deviation: 0.3 }

  describe.each(Object.entries(every))('%s', (_, objective) => {
    it.each([
      ['pixels', () => pixel(options), 0.02],
      ['a Fourier image', () => fourier({ ...options, deviation: 0.02 }), 0.01],
    ] as const)('rises in five steps of seeded ascent on %s', async (_name, make, rate) => {
      const parameterization = make()
      const totals: number[] = []
      for await (const { image } of optimize(model, objective, parameterization, () => (x) => x, {
        steps: 6,
        rate,
        rng: createRng(1, 'ascent'),
      })) {
        const picture = image()
        const score = tf.tidy(() => objective.score(forward(model)(picture, objective.targets), picture))
        expect(score.shape).toEqual([2])
        totals.push([...(await score.data())].reduce((a, b) => a + b))
        tf.dispose([picture, score])
      }
      expect(totals.at(-1)!).toBeGreaterThan(totals[0] + 1e-3 * Math.abs(totals[0]))
      parameterization.dispose()
    })
  })

  it('reads just what its name says', () => {
    const images = toTensor(noiseImage(1), noiseImage(2))
    const score = ({ targets, score }: Objective) =>
      tf.tidy(() => [...score(forward(model)(images, targets), images).dataSync()])
    const residual = forward(model)(images, ['residual']).residual.arraySync() as number[][][][]
    const logits = forward(model)(images, ['logits']).logits.arraySync() as number[][]
    const centre = residual.map((image) => image[8][8])
    expect([residual[0].length, residual[0][0].length]).toEqual([16, 16])
    expect(score(neuron(table, 'residual', [3, 6]))).toEqual([centre[0][3], centre[1][6]])
    expect(score(neuron(table, 'residual', 3, [0, 15]))).toEqual(residual.map((image) => image[0][15][3]))
    expect(score(logit(table, 1))).toEqual(logits.map((row) => row[1]))
    const mean = (image: number[][][], c: number) =>
      image.flat().reduce((total, pixel) => total + pixel[c], 0) / 16 ** 2
    score(channel(table, 'residual', 4)).forEach((found, i) => expect(found).toBeCloseTo(mean(residual[i], 4), 5))
    const dot = (a: number[], b: ArrayLike<number>) => a.reduce((total, x, i) => total + x * b[i], 0)
    score(direction(table, 'residual', v)).forEach((found, i) =>
      expect(found).toBeCloseTo(dot(centre[i], v) / Math.hypot(...v), 5),
    )
    const twice = sum(scale(2, logit(table, 1)), negate(neuron(table, 'residual', 3)))
    score(twice).forEach((found, i) => expect(found).toBeCloseTo(2 * logits[i][1] - centre[i][3], 5))
    images.dispose()
  })

  it('of direction counts the cosine as Carter et al. do', () => {
    const image = toTensor(noiseImage(3))
    const activation = (forward(model)(image, ['residual']).residual.arraySync() as number[][][][])[0][8][8]
    // Along the activation itself the cosine is 1, whatever its power.
    const along = direction(table, 'residual', activation, { cosine: 3 })
    const found = along.score(forward(model)(image, along.targets), image).dataSync()[0]
    expect(found).toBeCloseTo(Math.hypot(...activation), 4)
    image.dispose()
  })
})

describe('penalties', () => {
  const value = ({ score }: Objective) =>
    score({}, tf.tensor4d([0, 1, 0.5, 0.5, 0.25, 0.75, 0, 0, 1], [1, 3, 3, 1])).dataSync()[0]

  it('are minus the means that their names say', () => {
    const values = [0, 1, 0.5, 0.5, 0.25, 0.75, 0, 0, 1]
    const mean = (xs: number[]) => xs.reduce((a, b) => a + b) / xs.length
    expect(value(l1())).toBeCloseTo(-mean(values.map((x) => Math.abs(x - 0.5))), 6)
    expect(value(l2())).toBeCloseTo(-mean(values.map((x) => (x - 0.5) ** 2)), 6)
    // Rows 0 1 .5 / .5 .25 .75 / 0 0 1: each of the four inner pixels with its neighbours below and right.
    expect(value(totalVariation())).toBeCloseTo(-mean([0.5 + 1, 0.75 + 0.5, 0.5 + 0.25, 0.25 + 0.5]), 6)
  })
})

describe('an objective that cannot be', () => {
  it.each([
    [() => neuron(table, 'stem', 6), 'unknown unit: stem/6 (stem has units 0 to 5)'],
    [() => logit(table, [0, 5]), 'unknown unit: logits/5 (logits has units 0 to 4)'],
    [() => channel(table, 'nowhere', 0), /unknown layer: nowhere \(menagerie has stem\.pre, /],
    [() => direction(table, 'stem', [1, 2]), 'direction of 2 numbers in stem, which has 6 channels'],
    [() => direction(table, 'stem', [0, 0, 0, 0, 0, 0]), 'direction of length 0 in stem (must be above 0)'],
    [
      () => sum(neuron(table, 'stem', 0, [0, 0]), channel(table, 'stem', 1)),
      /^objectives read different windows of stem: \{.*\} and "stem"$/,
    ],
  ])('says so (%#)', (make, message) => {
    expect(make).toThrow(message)
  })

  it('says so when diversity is asked of one picture', () => {
    const activations = { stem: tf.zeros([1, 4, 4, 6]) }
    expect(() => diversity(table, 'stem').score(activations, tf.zeros([1, 4, 4, 3]))).toThrow(
      'diversity needs at least 2 images, got 1',
    )
  })
})
