import { describe, expect, it } from 'vitest'
import { describe as inWords } from '../../../src/figures/activations/describe.ts'
import {
  activationsTable,
  mapOf,
  selectedIn,
  valueAt,
  viewOf,
  type View,
} from '../../../src/figures/activations/view.ts'

/** Three channels of 2 × 3, one of them negative at its peak, and one empty. */
const data = {
  layer: 'conv2.pre',
  height: 2,
  width: 3,
  max: 2,
  peaks: [
    { value: 1, at: [0, 1] as [number, number] },
    { value: -2, at: [0, 1] as [number, number] },
    { value: 0, at: [0, 0] as [number, number] },
  ],
  order: [1, 0, 2],
  guesses: [{ name: 'orange', probability: 0.123456 }],
}
const view: View = {
  ...viewOf(data, 'an orange'),
  values: new Float32Array([0, 1, 0.5, 0, 0, 0.25, 0, -2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
}
const asked = { layer: 'conv2.pre', channel: -1 }

describe('the maps of a layer', () => {
  it('are read by channel, row and column', () => {
    expect(valueAt(view, 1, [0, 1])).toBe(-2)
    expect([...(mapOf(view, 0)?.values ?? [])]).toEqual([0, 1, 0.5, 0, 0, 0.25])
    expect(valueAt(viewOf(data, ''), 1, [0, 1])).toBeUndefined()
  })

  it('show the strongest channel until one of the same layer is chosen', () => {
    expect(selectedIn(view, asked)).toBe(1)
    expect(selectedIn(view, { ...asked, channel: 0 })).toBe(0)
    expect(selectedIn(view, { layer: 'conv3', channel: 0 })).toBe(1)
  })

  it('are told in words', () => {
    expect(inWords(view, asked)).toBe(
      'conv2.pre on an orange. Strongest: conv2.pre/1, −2.00; conv2.pre/0, 1.00. conv2.pre/1 peaks at −2.00, row 0, column 1. Taken for orange, 12\u00a0%.',
    )
  })

  it('say of a channel, and of a layer, that is 0 everywhere that it is', () => {
    expect(inWords(view, { ...asked, channel: 2 })).toContain('conv2.pre/2 is 0 everywhere.')
    expect(activationsTable(view).rows).toEqual([
      ['conv2.pre/0', 1, 0, 1],
      ['conv2.pre/1', -2, 0, 1],
      ['conv2.pre/2', 0, 'everywhere', 'everywhere'],
    ])
    const peaks = data.peaks.map(() => ({ value: 0, at: [0, 0] as [number, number] }))
    expect(inWords({ ...view, max: 0, peaks, guesses: [] }, asked)).toBe(
      'conv2.pre on an orange. Every channel is 0 everywhere. conv2.pre/1 is 0 everywhere.',
    )
  })
})
