import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { summarizeExamples } from '../../src/circuits/responses/exampleSummary.ts'
import { batches, familyAt, SEARCHED, seededStimulus } from '../../src/vocabulary/seededStimuli.ts'
import {
  seededPictures,
  stimulusResponses,
  stimulusSearch,
  type SearchFrame,
} from '../../src/circuits/responses/stimulusSearch.ts'
import { forward } from '../../src/model/forward.ts'
import { centre, extents } from '../../src/model/geometry.ts'
import type { Model } from '../../src/model/model.ts'
import { parseUnit } from '../../src/model/unit.ts'
import { draw, families, familyNamed } from '../../src/stimuli/index.ts'
import { everyParameter } from '../../src/vocabulary/stimulus.ts'
import '../backends.ts'

const COUNT = 42
const UNITS = ['conv4/39', 'conv1/7', 'logits/24']

describe('a seeded stimulus', () => {
  it('is the same for the same seed and index, and another for others', () => {
    expect(seededStimulus(families, 3, 100)).toEqual(seededStimulus(families, 3, 100))
    expect(seededStimulus(families, 3, 100)).not.toEqual(seededStimulus(families, 4, 100))
    expect(seededStimulus(families, 3, 100)).not.toEqual(seededStimulus(families, 3, 114))
  })

  it('follows its family and its number there, whichever families are searched beside it', () => {
    const wheels = Array.from({ length: 3 }, (_, number) => seededStimulus(families, 3, 14 * number + 12))
    expect(wheels.map(({ family }) => family)).toEqual(['wheel', 'wheel', 'wheel'])
    for (const others of [['wheel'], ['wheel', 'head'], ['line', 'wheel', 'curve']]) {
      const first = others.indexOf('wheel')
      const found = wheels.map((_, i) => seededStimulus(families, 3, others.length * i + first, others))
      expect(found).toEqual(wheels)
    }
  })

  it('has every parameter of its family, within its range; all families take turns', () => {
    const seen = new Map<string, number[][]>()
    for (let index = 0; index < 14 * 240; index++) {
      const { family, sample } = seededStimulus(families, 0, index)
      expect(family).toBe(SEARCHED[index % 14])
      const table = everyParameter(familyNamed(family))
      const { figure, ground, ...numbers } = sample
      expect(Object.keys(numbers).sort()).toEqual(Object.keys(table).sort())
      expect([figure, ground]).toContainEqual([0, 0, 0])
      for (const [name, value] of Object.entries(numbers)) {
        const [low, high] = table[name].range
        expect(value).toBeGreaterThanOrEqual(low)
        expect(value).toBeLessThanOrEqual(high)
        if (table[name].whole) expect(Number.isInteger(value)).toBe(true)
        const key = `${family} ${name}`
        seen.set(key, [...(seen.get(key) ?? []), [value, low, high]])
      }
    }
    // Every range but that of contrast, pale colours and the far corners is reached at both ends.
    for (const [key, rows] of seen) {
      const name = key.split(' ')[1]
      const [, low, high] = rows[0]
      const values = rows.map(([value]) => value)
      const reach = (Math.max(...values) - Math.min(...values)) / (high - low)
      expect(reach, key).toBeGreaterThan(name === 'contrast' ? 0.5 : key === 'colourEdge saturation' ? 0.5 : 0.7)
    }
  })

  it('is half the time dark on light, half the time grey, and near the centre as often as not', () => {
    const all = Array.from({ length: 2800 }, (_, index) => seededStimulus(families, 1, index))
    const share = (test: (each: (typeof all)[number]) => boolean, of = all) => of.filter(test).length / of.length
    expect(share(({ sample }) => sample.figure[0] === 0)).toBeCloseTo(0.5, 1)
    const others = all.filter(({ family }) => family !== 'colourEdge')
    expect(share(({ sample }) => sample.saturation === 0, others)).toBeCloseTo(0.5, 1)
    expect(share(({ sample }) => Math.hypot(sample.x, sample.y) < 6)).toBeCloseTo(0.5, 1)
  })

  it('comes in batches of one family that together are all indices once', () => {
    const all = batches(1000, 12)
    for (const batch of all) expect(new Set(batch.map((index) => familyAt(index))).size).toBe(1)
    expect(all.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  })
})

describe('a search', () => {
  let model: Model
  beforeAll(async () => {
    await tf.setBackend('wasm')
    model = readModel('lumen')
  })
  afterAll(() => model.dispose())

  /** The unit's value in a full pass over the whole picture. */
  function slowly(reference: string, index: number): number {
    const { layer, channel } = parseUnit(reference, model.table)
    const { family, sample } = seededStimulus(families, 5, index)
    const [row, column] = centre(model.table, layer)
    const { width, channels } = extents(model.table).get(layer)!
    return tf.tidy(() => {
      const frame = { height: 64, width: 64, top: -32, left: -32 }
      const image = draw(familyNamed(family), [sample], frame)
      const whole = forward(model)(image, [layer])[layer].dataSync()
      return whole[(row * width + column) * channels + channel]
    })
  }

  it('gives each unit its value on each stimulus, as a full pass per picture does', async () => {
    const values = UNITS.map(() => new Float32Array(COUNT).fill(NaN))
    for await (const { indices, responses } of stimulusResponses(model, UNITS, { seed: 5, count: COUNT, batch: 2 }))
      responses.forEach((each, unit) => indices.forEach((index, i) => (values[unit][index] = each[i]!)))
    for (const [unit, reference] of UNITS.entries())
      for (let index = 0; index < COUNT; index += 4)
        expect(values[unit][index]).toBeCloseTo(slowly(reference, index), 3)
  })

  it('tells of its progress after a few stimuli each, and at its end of all of them', async () => {
    const before = tf.memory().numTensors
    const frames: SearchFrame[] = []
    const count = 14 * 12 + 20
    for await (const frame of stimulusSearch(model, { unit: 'conv1/7', seed: 5, count })) frames.push(frame)
    expect(frames.map(({ done }) => done)).toEqual([
      ...Array.from({ length: 14 }, (_, i) => 12 * (i + 1)),
      ...Array.from({ length: 14 }, (_, i) => 168 + Math.min(20, i < 6 ? 2 * (i + 1) : 12 + i - 5)),
    ])
    const told = frames.filter(({ summary }) => summary)
    expect(told.map(({ summary }) => summary!.shown)).toEqual([168, count])
    const values = Float32Array.from({ length: count }, (_, index) => slowly('conv1/7', index))
    const wanted = summarizeExamples(values, familyAt)
    const { summary } = frames.at(-1)!
    expect(summary!.silent).toBe(wanted.silent)
    expect(summary!.top.map(({ index }) => index)).toEqual(wanted.top.map(({ index }) => index))
    expect(tf.memory().numTensors).toBe(before)
  })

  it('draws a stimulus as the unit is shown it: in the whole input, and what it sees of it', async () => {
    const index = 31
    const { family, sample } = seededStimulus(families, 5, index)
    const given = { unit: 'conv2/3', seed: 5, indices: [2, index] }
    const whole = await seededPictures(model.table, { ...given, size: 64, whole: true })
    const frame = { height: 64, width: 64, top: -32, left: -32 }
    const wanted = draw(families[family] as never, [sample] as never, frame).dataSync()
    expect(whole.subarray(64 * 64 * 3)).toEqual(wanted)
    const field = await seededPictures(model.table, { ...given, size: 11, whole: false })
    for (let y = 0; y < 11; y++)
      for (let x = 0; x < 11; x++) {
        const at = 3 * ((27 + y) * 64 + 27 + x)
        expect(field[11 * 11 * 3 + 3 * (y * 11 + x)]).toBeCloseTo(wanted[at], 5)
      }
  })

  it('refuses what is no unit', async () => {
    const search = stimulusSearch(model, { unit: 'conv9/1', seed: 0 })
    await expect(search.next()).rejects.toThrow(/^unknown layer: conv9 /)
  })
})
