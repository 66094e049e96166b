import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { cosine } from '../../src/vocabulary/cosine.ts'
import { movedPicture } from '../../src/circuits/symmetry/movedPicture.ts'
import { movedResponses } from '../../src/circuits/symmetry/movedResponses.ts'
import { movedWeights } from '../../src/circuits/symmetry/movedWeights.ts'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import curve from '../../src/stimuli/families/curve.ts'
import { draw, tint } from '../../src/stimuli/family.ts'
import { hueRotation } from '../../src/circuits/symmetry/symmetries/hue.ts'
import '../backends.ts'

let model: Model
beforeAll(async () => {
  await tf.setBackend('wasm')
  model = readModel('lumen')
})

const picture = (size: number) => ({ height: size, width: size, values: createRng(1).normals(3 * size * size) })

describe('movedPicture', () => {
  it('a quarter turn takes what is right to the top', () => {
    const values = new Float32Array(27)
    // Red at the middle of the right side.
    values[3 * 5] = 1
    const turned = movedPicture({ height: 3, width: 3, values }, 'rotation', 90, [1, 1])
    expect(turned.findIndex((value) => value > 0.99)).toBe(3 * 1)
    expect(turned.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5)
  })

  it('four quarter turns, two mirrors or a whole turn of the hue change nothing', () => {
    const first = picture(7)
    let turned = first
    for (let i = 0; i < 4; i++) turned = { ...first, values: movedPicture(turned, 'rotation', 90, [3, 3]) }
    const mirror = (values: Float32Array) => movedPicture({ ...first, values }, 'reflection', 1, [3, 3])
    const mirrored = mirror(mirror(first.values))
    const hue = movedPicture({ ...first, values: movedPicture(first, 'hue', 130, [3, 3]) }, 'hue', 230, [3, 3])
    first.values.forEach((value, i) => {
      expect(turned.values[i]).toBeCloseTo(value, 4)
      expect(mirrored[i]).toBeCloseTo(value, 5)
      expect(hue[i]).toBeCloseTo(value, 4)
    })
  })

  it('turns hues as stimuli do', () => {
    for (const [hue, by] of [
      [0, 120],
      [30, 75],
      [300, 200],
    ] as const) {
      const moved = movedPicture({ height: 1, width: 1, values: tint(hue) }, 'hue', by, [0, 0])
      tint(hue + by).forEach((value, c) => expect(moved[c]).toBeCloseTo(value, 6))
    }
    expect(hueRotation(0).map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1])
  })
})

describe('movedResponses', () => {
  it('to a turned picture of a curve are those to the curve of that angle', async () => {
    const units = ['conv3/43', 'conv3/60']
    const sample = { curvature: 0.06, width: 4 }
    const { height: size } = model.table.input
    const image = tf.tidy(
      () =>
        draw(curve, [{ ...sample, angle: 0 }], {
          height: size,
          width: size,
          top: -32,
          left: -32,
        }).dataSync() as Float32Array,
    )
    const moves = [0, 45, 90, 180, 270, 300]
    const found = await movedResponses(model, { units, image, movement: 'rotation', moves })
    const wanted = await tuning(model, units)(
      curve,
      moves.map((angle) => ({ ...sample, angle })),
    )
    const most = Math.max(...wanted.flatMap((values) => [...values]))
    found.forEach((values, u) =>
      values.forEach((value, i) => {
        // Quarter turns move pixels onto pixels; others blur the stroke a little.
        const tolerance = moves[i] % 90 === 0 ? 1e-3 : 0.12
        expect(Math.abs(value - wanted[u][i])).toBeLessThan(tolerance * most)
      }),
    )
  })

  it('refuses units of two layers and pictures of another size', async () => {
    const image = new Float32Array(64 * 64 * 3)
    await expect(
      movedResponses(model, { units: ['conv3/1', 'conv4/1'], image, movement: 'hue', moves: [0] }),
    ).rejects.toThrow('units of two layers: conv3 and conv4 (a family is of one layer)')
    await expect(
      movedResponses(model, { units: ['conv3/1'], image: new Float32Array(3), movement: 'hue', moves: [0] }),
    ).rejects.toThrow('image of 3 numbers (lumen takes 64×64×3)')
  })
})

describe('movedWeights', () => {
  it('unmoved are themselves, and members of a family of conv2 are each other’s, turned', async () => {
    const units = ['conv2/15', 'conv2/16', 'conv2/45', 'conv2/24']
    const moves = Array.from({ length: 24 }, (_, i) => 15 * i)
    const { cosines, weights, height } = await movedWeights(model, { units, lead: 0, movement: 'rotation', moves })
    expect(height).toBe(11)
    expect(cosines[0][0]).toBeCloseTo(1, 6)
    expect(cosines[1][0]).toBeCloseTo(cosine(weights[0], weights[1]), 6)
    // By their tuning to colour edges they are turned by 60°, 180° and 300°.
    const best = cosines.map((values) => moves[values.indexOf(Math.max(...values))])
    expect(best).toEqual([0, 60, 180, 300])
    for (const values of cosines) expect(Math.max(...values)).toBeGreaterThan(0.7)
  })
})
