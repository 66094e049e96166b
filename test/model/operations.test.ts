import * as tf from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { dependencyCone } from '../../src/model/cone.ts'
import { forward } from '../../src/model/forward.ts'
import { extents } from '../../src/model/geometry.ts'
import { operationOf, operations } from '../../src/model/operations.ts'
import { describeOnEachBackend } from '../backends.ts'
import { table as aviary } from './aviary.ts'
import { createMenagerie, noiseImage, table as menagerie, toTensor } from './menagerie.ts'

const names = Object.keys(operations)

const tables = [menagerie, aviary]
const allLayers = tables.flatMap(({ layers }) => layers)

// `forward.test.ts`, `gradient.test.ts` and `geometry.test.ts` compare every layer of the menagerie with the slow
// reference, `aviary.test.ts` every one of the aviary: an operation that is in neither would be left out.
it.each(names)('%s is in the network that the slow reference computes', (name) => {
  expect(allLayers.map(({ op }) => op)).toContain(name)
})

it.each(names)('%s says in words what it does', (name) => {
  const layer = allLayers.find(({ op }) => op === name)!
  expect(operationOf(layer).words(layer)).toMatch(/\w{3,}/)
})

it.each(names)('%s has channels of its inputs, units of its own, or neither', (name) => {
  for (const { layer, sizes } of tables.flatMap((table) =>
    table.layers.map((layer) => ({ layer, sizes: extents(table) })),
  )) {
    if (layer.op !== name) continue
    const { passes, weights } = operationOf(layer)
    const found = sizes.get(layer.name)!.channels
    const inputs = layer.inputs.map((each) => sizes.get(each)!.channels)
    if (passes === 'kept' || passes === 'summed') expect(inputs.every((count) => count === found)).toBe(true)
    if (passes === 'joined') expect(inputs.reduce((a, b) => a + b)).toBe(found)
    if (weights) {
      expect(passes).toBeUndefined()
      expect(weights.units(layer)).toBe(found)
      const input = sizes.get(layer.inputs[0])!
      const { taps, groups } = weights.layout(layer, input)
      const count = weights.shape(layer, input).reduce((a, b) => a * b)
      expect(count).toBe(taps[0] * taps[1] * (input.channels / groups) * found)
    }
  }
})

describeOnEachBackend('every operation', () => {
  it.each(names)('%s depends on no more of its input than its window says', (name) => {
    const model = createMenagerie()
    const image = toTensor(noiseImage(2))
    const table = menagerie
    for (const { name: layer } of table.layers.filter(({ op }) => op === name)) {
      const whole = forward(model)(image, [layer])[layer]
      const { height, width } = extents(table).get(layer)!
      const window = { top: height >> 1, bottom: (height >> 1) + 1, left: width >> 1, right: (width >> 1) + 1 }
      const seen = dependencyCone(table, [{ layer, window }]).get('input')!
      const part = tf.slice(
        image,
        [0, seen.top, seen.left, 0],
        [1, seen.bottom - seen.top, seen.right - seen.left, -1],
      ) as tf.Tensor4D
      const placement = { top: seen.top, left: seen.left }
      const found = forward(model)(part, [{ layer, window }], placement)[layer]
      const wanted = whole.rank === 4 ? tf.slice(whole, [0, window.top, window.left, 0], [1, 1, 1, -1]) : whole
      const [a, b] = [found.dataSync(), wanted.dataSync()]
      a.forEach((value, i) => expect(Math.abs(value - b[i])).toBeLessThan(1e-4 * Math.max(1, Math.abs(b[i]))))
    }
    image.dispose()
    model.dispose()
  })
})
