import { describe, expect, it } from 'vitest'
import { parseEdits } from '../../src/vocabulary/edit.ts'
import { measurable } from '../../src/circuits/edits/pairedDifference.ts'
import { differenceText, isMeasurable, verdict } from '../../src/widgets/differenceText.ts'
import { figureRequests } from '../../src/figures/requests.ts'
import { describe as say } from '../../src/figures/surgery/describe.ts'
import { after, beginning, redone, undone } from '../../src/widgets/history.ts'
import { isEdit, stateFrom, withEdit } from '../../src/figures/surgery/state.ts'
import { guessPairs, surgeryTable } from '../../src/figures/surgery/view.ts'
import { lumenTable } from '../model/lumen.ts'

const ask = (props: Record<string, unknown>) => figureRequests.Surgery!(props, () => lumenTable())
const good = { image: 'teapot-orange', edits: 'conv7/235*0', unit: 'logits/187' }

describe('Surgery', () => {
  it('asks for the network after surgery, and for the pictures of the unit and of what is cut', () => {
    expect(ask({ ...good, edits: ' conv7/235*0  conv7/45>logits/187*0.50 ' })).toEqual([
      {
        kind: 'surgery',
        model: 'lumen',
        unit: 'logits/187',
        edits: 'conv7/235*0 conv7/45>logits/187*0.5',
        image: 'teapot-orange',
        seed: 0,
      },
      { kind: 'sheet', model: 'lumen', units: ['logits/187'], seed: 0 },
      { kind: 'sheet', model: 'lumen', units: ['conv7/235', 'conv7/45'], seed: 0 },
    ])
  })

  it('says what is wrong with its props', () => {
    expect(() => ask({ ...good, edits: 'conv7/235' })).toThrow('invalid edit: conv7/235 (write a unit and a factor')
    expect(() => ask({ ...good, edits: 'conv7/256*0' })).toThrow('unknown unit: conv7/256 (conv7 has units 0 to 255)')
    expect(() => ask({ ...good, edits: 'conv6/3>logits/187*0' })).toThrow(
      'no connection: conv6/3 does not lead straight to logits/187 (allowed: units of average, conv7)',
    )
    expect(() => ask({ ...good, unit: undefined })).toThrow(
      'invalid unit of <Surgery>: nothing (write text, as in unit="…")',
    )
    expect(() => ask({ ...good, cut: 'conv4/39' })).toThrow(
      'unknown prop of <Surgery>: cut (allowed: id, layout, image, edits, unit, model, seed)',
    )
  })
})

describe('what a reader did', () => {
  it('is undone and done again, one slider at a time', () => {
    let history = beginning('a')
    history = after(history, 'b', 'slider 1')
    history = after(history, 'c', 'slider 1')
    history = after(history, 'd', 'slider 2')
    expect(history.past).toEqual(['a', 'c'])
    history = undone(history)
    expect(history.present).toBe('c')
    history = undone(undone(history))
    expect(history.present).toBe('a')
    history = redone(redone(history))
    expect(history).toMatchObject({ present: 'd', future: [] })
    expect(after(undone(history), 'e').future).toEqual([])
  })

  it('does not join steps across an undo', () => {
    const history = undone(after(after(beginning('a'), 'b', 's'), 'c', 't'))
    expect(after(history, 'd', 's').past).toEqual(['a', 'b'])
  })
})

const layers = [
  { name: 'conv3', channels: 64, below: 'conv2' },
  { name: 'conv4', channels: 64, below: 'conv3' },
]

describe('a state from an address', () => {
  const initial = { edits: 'conv4/1*0', unit: 'conv4/39', image: 'orange-1' }
  const from = (asked: Record<string, string>) =>
    stateFrom(new Map(Object.entries(asked)), initial, layers, ['orange-1', 'pizza-1'])

  it('is what it asks for, also no edit at all', () => {
    expect(from({ edits: 'conv3/5>conv4/2*-0.5', unit: 'conv3/7', image: 'pizza-1' })).toEqual({
      edits: 'conv3/5>conv4/2*-0.5',
      unit: 'conv3/7',
      image: 'pizza-1',
    })
    expect(from({ edits: '' }).edits).toBe('')
  })

  it('leaves what makes no sense as it was', () => {
    for (const edits of ['conv4/64*0', 'conv2/5>conv4/2*0', 'conv3/64>conv4/2*0', 'conv4/2*99', 'nonsense'])
      expect(from({ edits })).toEqual(initial)
    expect(from({ unit: 'conv9/1', image: 'no-1' })).toEqual(initial)
    expect(isEdit({ unit: 'conv3/1', from: 'conv2/1', by: 0 }, layers)).toBe(false)
  })

  it('holds one edit for the same weights', () => {
    const edits = parseEdits('conv4/1*0 conv3/5>conv4/1*0')
    expect(withEdit(edits, { unit: 'conv4/1', by: 2 })).toEqual(parseEdits('conv4/1*2 conv3/5>conv4/1*0'))
    expect(withEdit(edits, { unit: 'conv4/2', by: 2 })).toHaveLength(3)
  })
})

describe('what is said', () => {
  const guesses = (...probabilities: number[]) =>
    probabilities.map((probability, index) => ({ index, probability })).sort((a, b) => b.probability - a.probability)
  const names = ['ant', 'bee', 'cat', 'dog']
  const pairs = guessPairs(guesses(0.6, 0.3, 0.1, 0), guesses(0.2, 0.1, 0, 0.7), 2)

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

  const found = (difference: number, low: number, high: number) => ({
    pictures: 340,
    before: 0.5,
    after: 0.5 + difference,
    difference,
    low,
    high,
    gained: 3,
    lost: 4,
  })
  it('calls an effect measurable only where its interval leaves out zero', () => {
    expect(verdict(found(-0.035, -0.07, 0))).toBe('no measurable effect')
    expect(verdict(found(-0.035, -0.07, -0.001))).toBe('fewer are right')
    expect(verdict(found(0.035, 0.001, 0.07))).toBe('more are right')
    expect(verdict({ ...found(0, 0, 0), gained: 0, lost: 0 })).toBe('no answer changed')
    expect(differenceText(found(-0.035, -0.07, 0))).toBe('−3.5 points (−7.0 to 0.0)')
    for (const [low, high] of [
      [-1, 1],
      [0, 1],
      [-1, 0],
      [0.1, 1],
      [-1, -0.1],
    ] as const)
      expect(isMeasurable({ low, high })).toBe(measurable({ low, high }))
  })

  it('gives its numbers away', () => {
    const comparison = { top1: found(-0.035, -0.07, 0), top5: found(0, 0, 0) }
    const { rows } = surgeryTable(pairs, names, comparison)
    expect(rows[0]).toEqual(['probability of ant', 0.6, 0.2, '', ''])
    expect(rows.at(-2)).toEqual(['right at the first guess', 0.5, 0.465, -0.07, 0])
  })
})
