import { expect, it } from 'vitest'
import { loadKind } from '../../precompute/kinds.ts'
import { readLayerTable } from '../../precompute/readModel.ts'
import { recipe } from '../../src/optvis/recipe.ts'

const lumen = readLayerTable('lumen')
const { flop } = await loadKind('picture')
const picture = (unit: string) => flop!({ kind: 'picture', model: 'lumen', unit, seed: 0 }, lumen)

it('costs a unit of the first layer one 7×7 convolution to all channels, forward and back', () => {
  // Two per multiplication of a 7×7×3 patch with 32 kernels.
  expect(picture('conv1/3')).toBe(2 * recipe.steps * (2 * 7 * 7 * 3 * 32))
})

it('counts only the dependency cone', () => {
  // conv2: 3×3 of conv1, then 3×3×32 to 48.
  const expected = 2 * recipe.steps * (2 * 9 * 7 * 7 * 3 * 32 + 2 * 3 * 3 * 32 * 48)
  expect(picture('conv2/0')).toBe(expected)
})

it('comes to about the whole network for a class', () => {
  expect(picture('logits/24') / (2 * recipe.steps)).toBeGreaterThan(140e6)
  expect(picture('logits/24') / (2 * recipe.steps)).toBeLessThan(160e6)
})
