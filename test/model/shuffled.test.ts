import { afterAll, beforeAll, expect, it } from 'vitest'
import * as tf from '@tensorflow/tfjs'
import { shuffled } from '../../src/model/shuffled.ts'
import type { Model } from '../../src/model/model.ts'
import '../backends.ts'
import { createMenagerie } from './menagerie.ts'

let model: Model
beforeAll(async () => {
  await tf.setBackend('cpu')
  model = createMenagerie()
})
afterAll(() => model.dispose())

const sorted = (data: Float32Array) => [...data].sort((a, b) => a - b)

it('every parameter keeps its numbers and loses their order', () => {
  const other = shuffled(model)
  for (const [name, { data }] of model.stored) {
    const permuted = other.stored.get(name)!.data
    expect(sorted(permuted), name).toEqual(sorted(data))
    if (data.length > 20) expect(permuted, name).not.toEqual(data)
  }
  other.dispose()
})

it('one layer is shuffled by its kernel and bias, the others stay', () => {
  const other = shuffled(model, 0, 'stem')
  const changed = [...model.stored].flatMap(([name, { data }]) =>
    data.every((value, i) => value === other.stored.get(name)!.data[i]) ? [] : [name],
  )
  expect(changed).toEqual(['stem/bias', 'stem/kernel'])
  // As where all are shuffled: a layer's order depends on its own name.
  const all = shuffled(model)
  expect(other.stored.get('stem/kernel')!.data).toEqual(all.stored.get('stem/kernel')!.data)
  expect(shuffled(model, 1, 'stem').stored.get('stem/kernel')!.data).not.toEqual(all.stored.get('stem/kernel')!.data)
  other.dispose()
  all.dispose()
})

it('a layer without weights is refused', () => {
  const pool = model.table.layers.find(({ op }) => op === 'maxPool')!.name
  expect(() => shuffled(model, 0, pool)).toThrow(new RegExp(`^no weights to shuffle in ${pool} \\(allowed: .*stem`))
})
