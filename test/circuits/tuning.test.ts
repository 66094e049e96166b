import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { drawField, fieldEdge, tuning } from '../../src/circuits/responses/tuning.ts'
import { forward } from '../../src/model/forward.ts'
import { centre, extents, receptiveField } from '../../src/model/geometry.ts'
import type { Model } from '../../src/model/model.ts'
import { parseUnit } from '../../src/model/unit.ts'
import { draw, familyNamed } from '../../src/stimuli/index.ts'
import { describeOnEachBackend } from '../backends.ts'

const UNITS = ['conv4/39', 'conv1/3@2,30', 'conv4/5', 'conv7.pre/200', 'logits/24', 'conv5/17@0,7']

describeOnEachBackend('tuning', () => {
  let model: Model
  beforeAll(() => {
    model = readModel('lumen')
  })
  afterAll(() => model.dispose())

  it.each(['curve', 'colourEdge'] as const)('of a %s equals one full pass per picture', async (name) => {
    const samples: Record<string, number>[] = [10, 75, 200].map((angle) => ({
      angle,
      x: 2,
      y: -1,
    }))
    const found = await tuning(model, UNITS)(familyNamed(name), samples)
    for (const [i, sample] of samples.entries())
      for (const [j, reference] of UNITS.entries()) {
        const { layer, channel, at } = parseUnit(reference, model.table)
        const { channels, width } = extents(model.table).get(layer)!
        const [row, column] = at ?? centre(model.table, layer)
        const { stride, offset } = receptiveField(model.table, layer)
        const [y, x] = stride[0] ? [offset[0] + stride[0] * row, offset[1] + stride[1] * column] : [32, 32]
        const image = draw(familyNamed(name), [{ ...sample, x: sample.x + x, y: sample.y + y }], {
          height: 64,
          width: 64,
        })
        const whole = forward(model)(image, [layer])[layer].dataSync()
        const wanted = whole[(row * width + column) * channels + channel]
        expect(found[j][i]).toBeCloseTo(wanted, 3)
      }
  })

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors
    await tuning(model, ['conv4/39'])(familyNamed('line'), [{ angle: 3 }])
    expect(tf.memory().numTensors).toBe(before)
  })

  it('in chunks or at once gives the same', async () => {
    const samples = Array.from({ length: 60 }, (_, i) => ({ angle: 6 * i, curvature: 0.07 }))
    const [all] = await tuning(model, ['conv3/11'])(familyNamed('curve'), samples)
    const [last] = await tuning(model, ['conv3/11'])(familyNamed('curve'), samples.slice(59))
    expect(all).toHaveLength(60)
    expect(all[59]).toBeCloseTo(last[0], 4)
  })
})

it('a field is shown around the stimulus, no larger than the picture', () => {
  const { table } = readModel('lumen')
  expect(fieldEdge(table, 'conv1/0')).toBe(7)
  expect(fieldEdge(table, 'conv7/0')).toBe(64)
  const image = drawField(table, 'conv1/0', familyNamed('line'), [{ width: 3 }], 14)
  // Three of seven pixels are black, in the middle.
  const column = [...tf.slice(image, [0, 0, 0, 0], [1, 14, 1, 1]).dataSync()]
  expect(column).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1])
})

it('refuses what is no unit', () => {
  expect(() => tuning(readModel('lumen'), ['conv4/64'])).toThrow('unknown unit: conv4/64 (conv4 has units 0 to 63)')
})
