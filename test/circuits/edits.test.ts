import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { weightsOf } from '../../src/circuits/graph/connection.ts'
import { formatEdits, parseEdits, type Edit } from '../../src/vocabulary/edit.ts'
import { editedModel } from '../../src/circuits/edits/editedModel.ts'
import { kernels } from '../../src/circuits/kernels/kernels.ts'
import { strongestInputs } from '../../src/circuits/kernels/strongestInputs.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { relativeError } from '../model/closeness.ts'
import { lumenTable } from '../model/lumen.ts'
import { createMenagerie, noiseImage, parameters, table, toTensor } from '../model/menagerie.ts'
import { slowForward, type Parameter } from '../model/slowForward.ts'
import { describeOnEachBackend } from '../backends.ts'

const TOLERANCE = 1e-4
const numbers = (count: number) => [...createRng(5, 'kernel').normals(count)]

/** The weights of `(…, in, out)` that `choose` names, changed in a copy of the parameters. */
function changed(
  edits: [name: string, change: (weight: number, row: number, column: number, index: number) => number][],
): Map<string, Parameter> {
  const copy = new Map<string, Parameter>(parameters)
  for (const [name, change] of edits) {
    const { shape, data } = copy.get(name)!
    const [depth, width] = [shape.at(-2) ?? 1, shape.at(-1)!]
    const next = Float64Array.from(data, (weight, i) =>
      change(weight, Math.floor(i / width) % depth, i % width, Math.floor(i / (depth * width))),
    )
    copy.set(name, { shape, data: next })
  }
  return copy
}

const replacement = numbers(3 * 3 * 3)
const line = numbers(9)

/** Edits, and the same change made by hand in the stored arrays. */
const CASES: [string, Edit[], Map<string, Parameter>][] = [
  [
    'a unit removed',
    parseEdits('split/3*0'),
    changed([
      ['split/kernel', (w, _, to) => (to === 3 ? 0 : w)],
      ['split/bias', (w, _, to) => (to === 3 ? 0 : w)],
    ]),
  ],
  [
    'a unit with a leaky ReLU doubled',
    parseEdits('wide/1*2'),
    changed([
      ['wide/kernel', (w, _, to) => (to === 1 ? 2 * w : w)],
      ['wide/bias', (w, _, to) => (to === 1 ? 2 * w : w)],
    ]),
  ],
  [
    'connections of a group turned and removed',
    parseEdits('norm/4>split/3*-1 norm/0>split/1*0'),
    // Of the second group, channel 4 is row 1.
    changed([['split/kernel', (w, from, to) => (to === 3 && from === 1 ? -w : to === 1 && from === 0 ? 0 : w)]]),
  ],
  [
    'a connection through pooling and a class',
    parseEdits('residual/5>sparse/7*3 logits/2*0.5 sparse/4>logits/2*0'),
    changed([
      ['sparse/kernel', (w, from, to) => (to === 7 && from === 1 ? 3 * w : w)],
      ['logits/kernel', (w, from, to) => (to === 2 ? (from === 4 ? 0 : w / 2) : w)],
      ['logits/bias', (w, _, to) => (to === 2 ? w / 2 : w)],
    ]),
  ],
  [
    'all positions of a channel that a dense layer reads',
    parseEdits('sparse/6>flat/1*0'),
    // The map is flattened position by position: the channel is the row modulo 10.
    changed([['flat/kernel', (w, from, to) => (to === 1 && from % 10 === 6 ? 0 : w)]]),
  ],
  [
    'a kernel and a bias replaced',
    [{ unit: 'split/0', kernel: replacement, bias: 0.25 }],
    changed([
      ['split/kernel', (w, from, to, tap) => (to === 0 ? replacement[tap * 3 + from] : w)],
      ['split/bias', (w, _, to) => (to === 0 ? 0.25 : w)],
    ]),
  ],
  [
    'one connection replaced, another of the same unit scaled',
    [{ unit: 'wide/2', from: 'norm/3', kernel: line }, ...parseEdits('norm/2>wide/2*0.1')],
    changed([
      ['wide/kernel', (w, from, to, tap) => (to !== 2 ? w : from === 3 ? line[tap] : from === 2 ? 0.1 * w : w)],
    ]),
  ],
]

describeOnEachBackend('editedModel', () => {
  let model: Model
  beforeAll(() => (model = createMenagerie()))
  afterAll(() => model.dispose())

  it.each(CASES)('equals a slow forward pass with edited arrays: %s', (_, edits, arrays) => {
    const image = noiseImage(7)
    const edited = editedModel(model, edits)
    const slow = slowForward(table, arrays, image)
    const before = slowForward(table, parameters, image)
    const found = tf.tidy(() =>
      Object.fromEntries(
        Object.entries(forward(edited)(toTensor(image), ['flat', 'logits'])).map(([name, each]) => [
          name,
          each.dataSync(),
        ]),
      ),
    )
    for (const name of ['flat', 'logits'])
      expect(relativeError(found[name], slow.get(name)!.data)).toBeLessThan(TOLERANCE)
    const moved = ['flat', 'logits'].map((name) => relativeError(slow.get(name)!.data, before.get(name)!.data))
    expect(Math.max(...moved)).toBeGreaterThan(100 * TOLERANCE)
    edited.dispose()
  })

  it('removing a unit is as if its activation were zero where it is read', () => {
    const image = noiseImage(8)
    // Nothing that leaves the unit is left, while what enters it stays.
    const arrays = changed([
      ['flat/kernel', (w, from) => (from % 10 === 6 ? 0 : w)],
      ['logits/kernel', (w, from) => (from === 6 ? 0 : w)],
    ])
    const edited = editedModel(model, parseEdits('sparse/6*0'))
    const slow = slowForward(table, arrays, image)
    tf.tidy(() => {
      const found = forward(edited)(toTensor(image), ['sparse', 'flat', 'logits'])
      for (const name of ['flat', 'logits'])
        expect(relativeError(found[name].dataSync(), slow.get(name)!.data)).toBeLessThan(TOLERANCE)
      const map = found.sparse.dataSync()
      expect([...map].filter((value, i) => i % 10 === 6 && value !== 0)).toEqual([])
    })
    edited.dispose()
  })

  it('edits compose: twice one after the other is once all of them', () => {
    const first = parseEdits('split/3*0 norm/0>split/1*0.5')
    const second = parseEdits('split/1*2 sparse/4>logits/2*0')
    const once = editedModel(model, [...first, ...second])
    const half = editedModel(model, first)
    const twice = editedModel(half, second)
    tf.tidy(() => {
      const image = toTensor(noiseImage(9))
      const [a, b] = [once, twice].map((each) => forward(each)(image, ['logits']).logits.dataSync() as Float32Array)
      expect([...a]).toEqual([...b])
    })
    for (const each of [twice, half, once]) each.dispose()
  })
})

describe('editedModel', () => {
  let model: Model
  beforeAll(async () => {
    await tf.setBackend('cpu')
    model = readModel('lumen')
  })
  afterAll(() => model.dispose())

  it('copies the edited layer of lumen and nothing else, and frees exactly that', () => {
    const before = tf.memory()
    const edited = editedModel(model, parseEdits('conv4/39*0 conv4/3*0.5 conv3/5>conv4/7*0'))
    const during = tf.memory()
    expect(during.numTensors - before.numTensors).toBe(2)
    expect(during.numBytes - before.numBytes).toBe(4 * (5 * 5 * 64 * 64 + 64))
    for (const [name, convolution] of model.prepared)
      expect(edited.prepared.get(name) === convolution).toBe(name !== 'conv4.pre')
    for (const [name, tensor] of model.stored)
      expect(edited.stored.get(name) === tensor).toBe(!name.startsWith('conv4/'))
    edited.dispose()
    expect(tf.memory().numTensors).toBe(before.numTensors)
    expect(tf.memory().numBytes).toBe(before.numBytes)
  })

  it('frees the kernel that a gradient needed, too', () => {
    const before = tf.memory().numTensors
    const edited = editedModel(model, parseEdits('conv2/3*0'))
    tf.tidy(() => {
      const image = tf.zeros<tf.Rank.R4>([1, 64, 64, 3])
      tf.grad((x: tf.Tensor) => tf.sum(forward(edited)(x as tf.Tensor4D, ['conv2'])['conv2']))(image)
    })
    edited.dispose()
    // The gradient through conv1 leaves its transposed kernel with the network itself.
    expect(tf.memory().numTensors).toBe(before + 1)
  })

  it('leaves nothing behind where an edit is wrong', () => {
    const before = tf.memory().numTensors
    expect(() => editedModel(model, parseEdits('conv4/39*0 conv4/99*0'))).toThrow()
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('edits', () => {
  const lumen = lumenTable()
  const check = (edit: Edit) => () => weightsOf(lumen, edit)

  it('are read from text and written as they were', () => {
    const text = 'conv4/39*0 conv3/5>conv4/39*-0.5 conv7/12>logits/24*2'
    expect(parseEdits(text)).toEqual([
      { unit: 'conv4/39', by: 0 },
      { unit: 'conv4/39', from: 'conv3/5', by: -0.5 },
      { unit: 'logits/24', from: 'conv7/12', by: 2 },
    ])
    expect(formatEdits(parseEdits(text))).toBe(text)
    expect(parseEdits('  ')).toEqual([])
  })

  it('say what is wrong with the text', () => {
    expect(() => parseEdits('conv4/39')).toThrow(
      'invalid edit: conv4/39 (write a unit and a factor, as in conv4/39*0, or a connection and a factor, as in conv3/5>conv4/39*0.5)',
    )
    expect(() => parseEdits('conv4/39*-1')).toThrow('invalid edit: conv4/39*-1 (the factor of a unit lies from 0 to 8)')
    expect(() => parseEdits('conv3/5>conv4/39*9')).toThrow(
      'invalid edit: conv3/5>conv4/39*9 (the factor of a connection lies from -8 to 8)',
    )
  })

  it('name the unit that is not there, or has no such connection', () => {
    expect(check({ unit: 'conv4/64', by: 0 })).toThrow('unknown unit: conv4/64 (conv4 has units 0 to 63)')
    expect(check({ unit: 'pool4/3', by: 0 })).toThrow(
      'no weights to edit: pool4/3 (allowed: units of conv1, conv2, conv3, conv4, conv5, conv6, conv7, logits)',
    )
    expect(check({ unit: 'conv5/3', from: 'conv3/2', by: 0 })).toThrow(
      'no connection: conv3/2 does not lead straight to conv5/3 (allowed: units of pool4, conv4)',
    )
    expect(() => weightsOf(table, { unit: 'split/3', from: 'norm/0', by: 0 })).toThrow(
      'no connection: norm/0 does not lead to split/3 (they lie in different groups of split.pre)',
    )
  })

  it('name the numbers that do not fit', () => {
    expect(check({ unit: 'conv4/39', kernel: [1, 2] })).toThrow(
      'kernel of 2 numbers in the place of conv4/39 (it has 1600)',
    )
    expect(check({ unit: 'conv4/39', from: 'conv3/5', kernel: Array(25).fill(NaN) })).toThrow(
      'weight NaN in the place of conv3/5>conv4/39 (must be finite)',
    )
    expect(check({ unit: 'conv4/39', from: 'conv3/5', kernel: Array(25).fill(0), bias: 1 })).toThrow(
      'bias for the connection conv3/5>conv4/39 (only a whole unit has one)',
    )
    expect(check({ unit: 'conv4/39', by: 9 })).toThrow('factor 9 of conv4/39 (allowed: 0 to 8)')
  })
})

describe('strongestInputs', () => {
  it('are the largest kernels, also through pooling and averages', async () => {
    await tf.setBackend('cpu')
    const model = readModel('lumen')
    const largest = kernels(model, { layer: 'conv5', channel: 3, count: 4 })
    const found = strongestInputs(model, 'conv5/3', 4)
    expect(found.map(({ from }) => from)).toEqual(largest.map(({ from }) => `conv4/${from}`))
    found.forEach(({ norm }, i) => expect(norm).toBeCloseTo(largest[i].norm, 6))
    const weights = model.stored.get('logits/kernel')!.data
    const readout = Array.from({ length: 256 }, (_, i) => weights[200 * i + 24])
    const [first] = strongestInputs(model, 'logits/24', 1)
    expect(first.sum).toBe(readout[Number(first.from.split('/')[1])])
    expect(first.norm).toBeCloseTo(Math.max(...readout.map(Math.abs)), 6)
    expect(strongestInputs(model, 'conv1/3', 4)).toEqual([])
    model.dispose()
  })

  it('leave out units of other groups', () => {
    const model = createMenagerie()
    expect(
      strongestInputs(model, 'split/3', 9)
        .map(({ from }) => from)
        .sort(),
    ).toEqual(['norm/3', 'norm/4', 'norm/5'])
    model.dispose()
  })
})
