import { describe, expect, it } from 'vitest'
import { doubleValues } from '../../../src/attribution/tokens/doubleValues.ts'
import { propagate } from '../../../src/attribution/tokens/propagate.ts'
import { positiveShares } from '../../../src/model/affineDouble.ts'
import { erf } from '../../../src/model/erf.ts'
import type { Doubles } from '../../../src/model/doublePrecision.ts'
import type { StoredTensor } from '../../../src/model/safetensors.ts'
import { parameterName } from '../../../src/vocabulary/layerTable.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'
import { relativeError } from '../../model/closeness.ts'
import { BLOCKS, SIDE, slowTransformer, transformerParameters, transformerTable } from '../../model/smallTransformer.ts'
import { slowRelevance } from './slowRelevance.ts'

const rng = createRng(3, 'picture')
/** Levels of 8 bits, which double precision reads as they are. */
const levels = Array.from({ length: SIDE * SIDE * 3 }, () => rng.integer(0, 255) / 255)
const image = { height: SIDE, width: SIDE, values: Float32Array.from(levels) }

describe.each(['token', 'mean'] as const)('relevance in a transformer read by %s', (read) => {
  const table = transformerTable(read)
  const parameters = transformerParameters(table)
  const slow = slowTransformer(parameters, levels, read)
  const model = { table, stored: parameters }
  const values = doubleValues(model, image, 'logits')

  it('starts from values in double precision', () => {
    expect(relativeError(values.get('logits')!.values, slow.logits)).toBeLessThan(1e-12)
    expect(relativeError(values.get('block1')!.values, slow.blocks[0].out.flat())).toBeLessThan(1e-12)
  })

  it.each([0, 1, 2])('is that of the slow one at every block’s attention, for class %i', (index) => {
    const { relevance } = propagate(model, values, { layer: 'logits', unit: index })
    const expected = slowRelevance(slow, parameters, index, read)
    for (const [b, name] of BLOCKS.entries()) {
      const byPair = expected[b][0].flatMap((row, i) => row.flatMap((_, j) => expected[b].map((rows) => rows[i][j])))
      // Divisions by sums near zero multiply the rounding of 1e-16.
      expect(relativeError(relevance.get(`${name}.attention`)!, byPair), name).toBeLessThan(1e-9)
    }
  })

  it('keeps its sum, but for what reaches sums without a positive product', () => {
    const { relevance, sums } = propagate(model, values, { layer: 'logits', unit: 1 })
    expect(sums.map(({ layer }) => layer)).toEqual(
      table.layers
        .map(({ name }) => name)
        .reverse()
        .slice(0, -1),
    )
    for (const { layer, magnitude, lost } of sums) {
      const weighed = parameters.get(`${parameterName(layer)}/kernel`)
      const rows = weighed && /norm|tokens/.test(layer) ? undefined : weighed
      const expected = rows
        ? withoutPositive(
            relevance.get(layer)!,
            values.get(table.layers.find((l) => l.name === layer)!.inputs[0])!,
            rows,
          )
        : 0
      // Relevance has both signs: rounding is that of far larger parts.
      expect(Math.abs(lost - expected) / magnitude, layer).toBeLessThan(1e-12)
    }
    const whole = sums.filter(({ layer }) => ['block2', 'block1', 'tokens'].includes(layer))
    for (const { layer, sum, magnitude } of whole) {
      const until = sums.findIndex((each) => each.layer === layer)
      const lost = sums.slice(0, until).reduce((all, each) => all + each.lost, 0)
      expect(Math.abs(sum + lost - 1) / magnitude, layer).toBeLessThan(1e-12)
    }
  })
})

it('names the layer through which relevance is not known to pass', () => {
  const table = transformerTable()
  const layers = table.layers.map((layer) => (layer.op === 'gelu' ? { ...layer, op: 'softmax' } : layer))
  const model = { table: { ...table, layers }, stored: transformerParameters() }
  expect(() => doubleValues(model, image, 'logits')).toThrow(
    'layer block1.expand: relevance is not known to pass through softmax',
  )
})

it('gives each input of a positive linear map its part of the sum, which is then input × gradient', () => {
  const positive = createRng(1, 'positive')
  const [inputs, outputs] = [7, 5]
  const x = Float64Array.from({ length: inputs }, () => positive.uniform())
  const kernel = Float32Array.from({ length: inputs * outputs }, () => positive.uniform())
  const y = Array.from({ length: outputs }, (_, j) =>
    x.reduce((sum, value, i) => sum + value * kernel[i * outputs + j], 0),
  )
  // Of the sum of all outputs, whose gradient is the sum of each row.
  const found = positiveShares(Float64Array.from(y), x, kernel, inputs, outputs)
  const expected = x.map((value, i) => value * kernel.slice(i * outputs, (i + 1) * outputs).reduce((a, b) => a + b))
  expect(relativeError(found, expected)).toBeLessThan(1e-14)
})

it('knows the error function', () => {
  // Abramowitz and Stegun 1964, table 7.1 (ten decimals), and both sides of where the formula changes.
  for (const [x, value] of [
    [0, 0],
    [0.5, 0.5204998778],
    [1, 0.8427007929],
    [1.5, 0.9661051465],
    [2, 0.995322265],
  ]) {
    expect(Math.abs(erf(x) - value)).toBeLessThan(5.1e-11)
    expect(erf(-x)).toBe(-erf(x))
  }
  expect(erf(2.5 + 1e-12) - erf(2.5 - 1e-12)).toBeLessThan(1e-14)
  expect(erf(10)).toBe(1)
})

/** The relevance of outputs that no positive product x·w leads to, all of them together. */
function withoutPositive(relevance: Float64Array, x: Doubles, kernel: StoredTensor): number {
  const outputs = kernel.shape.at(-1)!
  const inputs = kernel.data.length / outputs
  let lost = 0
  for (let at = 0; at < relevance.length; at++) {
    const [row, j] = [Math.floor(at / outputs), at % outputs]
    const products = Array.from({ length: inputs }, (_, i) => x.values[row * inputs + i] * kernel.data[i * outputs + j])
    if (products.every((product) => product <= 0)) lost += relevance[at]
  }
  return lost
}
