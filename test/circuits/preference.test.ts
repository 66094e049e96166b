import { expect, it } from 'vitest'
import { neighbourCorrelation } from '../../src/circuits/kernels/neighbourCorrelation.ts'
import { apart, best, concentration } from '../../src/circuits/responses/preference.ts'
import type { Model } from '../../src/model/model.ts'
import { parameters, table } from '../model/menagerie.ts'
import { isConvolution } from '../../src/model/ops/conv.ts'

const curve = (values: number[], responses: number[]) => ({
  values,
  responses: Float32Array.from(responses),
})

it('the best is the first of the highest', () => {
  expect(best(curve([0, 90, 180], [1, 3, 3]))).toEqual({ at: 90, response: 3 })
})

it('directions are at most half a period apart', () => {
  expect([apart(350, 20), apart(20, 350), apart(10, 170, 180), apart(-90, 270)]).toEqual([30, 30, 20, 0])
})

it('a response is concentrated where it is', () => {
  const directions = [0, 90, 180, 270]
  expect(concentration(curve(directions, [0, 2, 0, 0]), 90)).toBeCloseTo(1)
  expect(concentration(curve(directions, [0, 2, 0, 0]), 270)).toBeCloseTo(-1)
  expect(concentration(curve(directions, [1, 1, 1, 1]), 45)).toBeCloseTo(0)
  expect(concentration(curve(directions, [0, 0, 0, 0]), 0)).toBe(0)
  // A line turned by 180° is the same line.
  expect(concentration(curve([0, 45, 90, 135], [0, 0, 5, 0]), 270, 180)).toBeCloseTo(1)
  expect(concentration(curve(directions, [3, 1, 0, 1]), 0)).toBeCloseTo(3 / 5)
})

it('kernels are smooth where neighbours agree: against Pearson’s formula, pair by pair', () => {
  const model = { table, stored: parameters } as unknown as Model
  const layer = model.table.layers.find((each) => isConvolution(each) && each.kernel[1] > 1)!.name
  const name = layer.replace(/\.pre$/, '')
  const { data, shape } = model.stored.get(`${name}/kernel`)!
  const [height, width, inputs, filters] = shape as [number, number, number, number]
  const pairs: [number, number][] = []
  for (let f = 0; f < filters; f++)
    for (let i = 0; i < inputs; i++)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width - 1; x++) {
          const at = (column: number) => data[((y * width + column) * inputs + i) * filters + f]
          pairs.push([at(x), at(x + 1)])
        }
  const mean = (pick: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[pick], 0) / pairs.length
  const [a, b] = [mean(0), mean(1)]
  const moment = (p: 0 | 1, q: 0 | 1) =>
    pairs.reduce((sum, pair) => sum + (pair[p] - (p ? b : a)) * (pair[q] - (q ? b : a)), 0)
  expect(neighbourCorrelation(model, name)).toBeCloseTo(moment(0, 1) / Math.sqrt(moment(0, 0) * moment(1, 1)), 6)
})

it('a layer without columns has no neighbours', () => {
  const model = { table: { layers: [{ name: 'logits' }] }, stored: new Map() } as unknown as Model
  expect(() => neighbourCorrelation(model, 'logits')).toThrow(
    'no kernel with neighbours in logits (write a convolution of two columns or more)',
  )
})
