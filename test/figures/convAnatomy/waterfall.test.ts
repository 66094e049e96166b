import { describe, expect, it } from 'vitest'
import type { View } from '../../../src/figures/convAnatomy/view.ts'
import { domainOf, waterfall } from '../../../src/figures/convAnatomy/waterfall.ts'

describe('the sum', () => {
  const part = (channel: number, sum: number) => ({ channel, sum }) as View['parts'][number]
  const contributions = [3, 2, 1, 0.5, 0, -0.5, -1, -2].map((sum, channel) => ({ channel, sum }))
  const view = {
    contributions,
    parts: [part(0, 3), part(1, 2), part(6, -1), part(7, -2)],
    bias: -0.5,
    preactivation: 2.5,
    value: 2.5,
  } as View

  it('rises, falls, and each step begins where the last ended', () => {
    expect(waterfall(view).map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['part', 0, 3],
      ['part', 3, 5],
      ['excitation', 5, 6.5],
      ['inhibition', 6.5, 6],
      ['part', 6, 5],
      ['part', 5, 3],
      ['bias', 3, 2.5],
      ['sum', 0, 2.5],
      ['value', 0, 2.5],
    ])
  })

  it('leaves out what is not there', () => {
    const all = { ...view, parts: contributions.map(({ channel, sum }) => part(channel, sum)) }
    expect(waterfall(all).filter(({ kind }) => /citation|hibition/.test(kind))).toEqual([])
  })

  it('its axis holds every step and zero, with round ends', () => {
    expect(domainOf(waterfall(view))).toEqual([0, 7])
    expect(domainOf([{ kind: 'bias', amount: -0.3, from: 0, to: -0.3 }])).toEqual([-0.3, 1])
  })
})
