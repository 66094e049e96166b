import { describe, expect, it } from 'vitest'
import { bendHandle, REACH, turnHandle } from '../../src/figures/convAnatomy/handles.ts'
import { bent, turned } from '../../src/figures/convAnatomy/pull.ts'
import { RANGES } from '../../src/figures/convAnatomy/request.ts'
import { parseUnitState } from '../../src/figures/convAnatomy/chosenUnit.ts'
import { stateFrom } from '../../src/figures/convAnatomy/state.ts'
import { domainOf, waterfall } from '../../src/figures/convAnatomy/waterfall.ts'
import type { View } from '../../src/figures/convAnatomy/view.ts'
import { convolutions } from '../../src/figures/convolutions.ts'
import { lumenTable } from '../model/lumen.ts'

const layers = convolutions(lumenTable())

describe('the handles', () => {
  const curve = { angle: 90, curvature: 0.05, x: 30, y: 20 }

  it('that turns lies on the outward normal', () => {
    const [x, y] = turnHandle(curve)
    expect(x).toBeCloseTo(30)
    expect(y).toBeCloseTo(20 - REACH)
  })

  it('that bends lies on the curve', () => {
    const [x, y] = bendHandle(curve, 1)
    expect(Math.hypot(x - 30, y - 40)).toBeCloseTo(20)
  })

  it.each([0, 30, 90, 135, 210, 359])('dragged to where it is, changes nothing at %i°', (angle) => {
    const at = { ...curve, angle }
    expect(turned(at, ...turnHandle(at)).angle).toBe(angle)
    for (const side of [1, -1]) {
      const found = bent(at, ...bendHandle(at, side))
      expect(found).toMatchObject({ angle, side })
      expect(found.curvature).toBeCloseTo(0.05)
    }
  })

  it('pulled past straight, the curve bends the other way', () => {
    const { angle, curvature, side } = bent({ ...curve, curvature: 0 }, 20, 15)
    expect(angle).toBe(270)
    expect(curvature).toBeCloseTo((2 * 5) / (100 + 25))
    // The pulled point stays on the curve, on the side it is on.
    const [x, y] = bendHandle({ ...curve, angle, curvature }, side)
    expect(x).toBeLessThan(30)
    expect(y).toBeLessThan(20)
  })
})

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

describe('the address', () => {
  const initial = { unit: 'conv4/39@8,8', angle: 75, curvature: 0.07, x: 1, y: -4 }
  const asked = (...entries: [string, string][]) => stateFrom(new Map(entries), initial, RANGES, layers)

  it('changes what it names and nothing else', () => {
    expect(asked(['angle', '150'], ['unit', 'conv1/3@16,16'])).toEqual({
      ...initial,
      angle: 150,
      unit: 'conv1/3@16,16',
    })
  })

  it.each([
    ['angle', '400'],
    ['angle', 'NaN'],
    ['angle', ''],
    ['curvature', '-1'],
    ['x', '1e9'],
    ['unit', 'conv9/0@0,0'],
    ['unit', 'conv4/64@0,0'],
    ['unit', 'conv4/3@16,0'],
    ['unit', '<script>'],
  ])('asking for %s=%s changes nothing', (name, value) => {
    expect(asked([name, value])).toEqual(initial)
  })

  it('names a unit as the rest of the site does', () => {
    const { layer, channel, at } = parseUnitState('conv5/7@4,3', layers)!
    expect([layer.name, channel, at]).toEqual(['conv5', 7, [4, 3]])
  })
})

it('the convolutions of lumen are told with their stride, reach and inputs', () => {
  expect(layers.map(({ name, stride, field, input }) => [name, stride, field.stride, input.features])).toEqual([
    ['conv1', 2, 2, null],
    ['conv2', 1, 2, 'conv1'],
    ['conv3', 1, 4, 'conv2'],
    ['conv4', 1, 4, 'conv3'],
    ['conv5', 1, 8, 'conv4'],
    ['conv6', 1, 8, 'conv5'],
    ['conv7', 1, 16, 'conv6'],
  ])
})
