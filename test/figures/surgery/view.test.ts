import { describe, expect, it } from 'vitest'
import type { DifferenceData } from '../../../src/artifacts/difference.ts'
import { describe as say } from '../../../src/figures/surgery/describe.ts'
import { guessPairs, isRemoved, surgeryTable, tables, withEdit } from '../../../src/figures/surgery/view.ts'
import { parseEdits } from '../../../src/vocabulary/edit.ts'
import { noChannel } from '../../../src/widgets/controls/noChannel.ts'

const guesses = (...probabilities: number[]) =>
  probabilities.map((probability, index) => ({ index, probability })).sort((a, b) => b.probability - a.probability)
const names = ['ant', 'bee', 'cat', 'dog']
const pairs = guessPairs(guesses(0.6, 0.3, 0.1, 0), guesses(0.2, 0.1, 0, 0.7), 2)
const found = (difference: number, low: number, high: number): DifferenceData => ({
  pictures: 340,
  before: 0.5,
  after: 0.5 + difference,
  difference,
  low,
  high,
  gained: 3,
  lost: 4,
})
const comparison = { top1: found(-0.035, -0.07, 0), top5: found(0, 0, 0) }

describe('edits', () => {
  it('hold one for the same weights', () => {
    const edits = parseEdits('conv4/1*0 conv3/5>conv4/1*0')
    expect(withEdit(edits, { unit: 'conv4/1', by: 2 })).toEqual(parseEdits('conv4/1*2 conv3/5>conv4/1*0'))
    expect(withEdit(edits, { unit: 'conv4/2', by: 2 })).toHaveLength(3)
    expect(isRemoved(edits, 'conv4/1')).toBe(true)
    expect(isRemoved(edits.slice(1), 'conv4/1')).toBe(false)
  })

  it('are of channels that there are', () => {
    expect(noChannel('63', 64)).toBeUndefined()
    for (const text of ['64', '-1', '1.5', '1e1', '', '٣'])
      expect(noChannel(text, 64)).toBe('a whole number from 0 to 63')
  })
})

describe('what is said', () => {
  it('names the likeliest of both networks', () => {
    expect(pairs).toEqual([
      { index: 0, before: 0.6, after: 0.2 },
      { index: 1, before: 0.3, after: 0.1 },
      { index: 3, before: 0, after: 0.7 },
    ])
    expect(say(parseEdits('conv4/1*0 conv3/5>conv4/2*0.5'), pairs, names)).toBe(
      'With conv4/1 removed, conv3/5 → conv4/2 × 0.5, the network says dog with 70\u00a0%, where it said ant with 60\u00a0%.',
    )
    expect(say([], guessPairs(guesses(0.6, 0.4), guesses(0.6, 0.4)), names)).toBe(
      'Without any edit, the network still says ant, with 60\u00a0% in place of 60\u00a0%.',
    )
  })

  it('gives its numbers away', () => {
    const { rows } = surgeryTable({ guesses: pairs, comparison }, names)
    expect(rows[0]).toEqual(['probability of ant', 0.6, 0.2, '', ''])
    expect(rows.at(-2)).toEqual(['right at the first guess', 0.5, 0.465, -0.07, 0])
    expect(surgeryTable({ guesses: pairs, comparison: null }, names).rows).toHaveLength(3)
  })

  it('has no accuracy of edits that were not measured, and none on validation images but of the author’s', () => {
    const [scenes, ...others] = tables(comparison, null, undefined)
    expect(scenes.caption).toBe('On 340 views of rendered scenes, none optimized for the network')
    expect(scenes.rows.map((row) => row.found)).toEqual([undefined, undefined])
    expect(others).toEqual([])
    expect(tables(comparison, comparison, { data: 'photos', comparison }).at(-1)?.caption).toBe('On 340 images: photos')
  })
})
