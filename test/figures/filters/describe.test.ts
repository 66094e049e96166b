import { expect, it } from 'vitest'
import type { Kernel } from '../../../src/circuits/kernels/kernels.ts'
import { describe } from '../../../src/figures/filters/describe.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const kernel: Kernel = { to: 39, from: 29, norm: 0.217, grids: [] }

it('says how many kernels there are, and the largest', () => {
  expect(describe([kernel, kernel], { layer: 'conv4', channel: 39 }, at)).toBe(
    '2 kernels of conv4 that lead to conv4/39. The largest: conv3/29 → conv4/39, size 0.22.',
  )
  expect(describe([{ ...kernel, to: 3, from: null }], { layer: 'conv1', channel: -1 }, at)).toBe(
    '1 kernels of conv1. The largest: conv1/3, size 0.22.',
  )
})
