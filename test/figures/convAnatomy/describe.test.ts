import { expect, it } from 'vitest'
import { anatomyTable, describe } from '../../../src/figures/convAnatomy/describe.ts'
import type { View } from '../../../src/figures/convAnatomy/view.ts'

const grid = (...values: number[]) => ({ height: 1, width: values.length, values: Float32Array.from(values) })
const part = (channel: number, sum: number) => ({
  channel,
  sum,
  map: grid(1),
  patch: grid(1),
  kernel: grid(sum),
  product: grid(sum),
})
const view: View = {
  unit: 'conv4/39@8,7',
  input: { layer: 'conv3', height: 1, width: 1, channels: 4 },
  window: { top: 0, bottom: 1, left: 0, right: 1 },
  stride: [1, 1],
  dilation: 1,
  contributions: [3, 1, -0.5, -2].map((sum, channel) => ({ channel, sum })),
  parts: [part(0, 3), part(3, -2)],
  bias: -0.5,
  preactivation: 1,
  value: 1,
  output: grid(1, 0),
  image: grid(1),
}

it('says what the unit is made of', () => {
  expect(describe(view)).toBe(
    'conv4/39 at row 8, column 7 is 1.00. Most excitation: conv3/0, +3.00; least: conv3/3, −2.00; 2 others: +1.00 and −0.50; bias −0.50.',
  )
})

it('says of a unit that it is zero everywhere', () => {
  expect(describe({ ...view, value: 0, output: grid(0, 0) })).toMatch(
    /bias −0\.50\. conv4\/39 is zero at every position\.$/,
  )
})

it('names the colours of the image', () => {
  expect(describe({ ...view, input: { ...view.input, layer: 'input' } })).toContain('Most excitation: red, +3.00')
})

it('tells every term in a table', () => {
  expect(anatomyTable(view).rows).toEqual([
    ['conv4/39@8,7', 'conv3/0', 3],
    ['conv4/39@8,7', 'conv3/1', 1],
    ['conv4/39@8,7', 'conv3/2', -0.5],
    ['conv4/39@8,7', 'conv3/3', -2],
    ['conv4/39@8,7', 'bias', -0.5],
    ['conv4/39@8,7', 'sum', 1],
    ['conv4/39@8,7', 'value', 1],
  ])
})
