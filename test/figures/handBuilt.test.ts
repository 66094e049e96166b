import { describe, expect, it } from 'vitest'
import { RECIPE } from '../../src/figures/handBuilt/request.ts'
import { decodePaint, encodePaint, stateFrom } from '../../src/figures/handBuilt/state.ts'
import { RECIPE_RANGES, TEXT } from '../../src/figures/handBuilt/view.ts'
import { figureRequests } from '../../src/figures/requests.ts'
import { lumenTable } from '../model/lumen.ts'

const ask = (props: Record<string, unknown>) => figureRequests.HandBuilt!(props, () => lumenTable())

describe('HandBuilt', () => {
  it('asks for the unit as it is built, and for the learned one’s picture', () => {
    const [built, picture] = ask({ unit: 'conv4/39', family: 'conv4/54  conv4/39 conv4/17', angle: 80 })
    expect(built).toEqual({
      kind: 'handBuilt',
      model: 'lumen',
      unit: 'conv4/39',
      family: ['conv4/54', 'conv4/17'],
      recipe: { angle: 80, curvature: 0.08, shift: 0, width: 3, tolerance: 20, inhibition: 1 },
      threshold: 0.05,
      seed: 0,
    })
    expect(picture).toMatchObject({ kind: 'sheet', units: ['conv4/39'] })
  })

  it('says what is wrong with its props', () => {
    expect(() => ask({ unit: 'conv1/3' })).toThrow(
      'invalid unit of <HandBuilt>: conv1/3 (its layer must be a convolution with a square kernel on an earlier layer)',
    )
    expect(() => ask({ unit: 'conv4/39', family: 'conv3/3' })).toThrow(
      'invalid family of <HandBuilt>: conv3/3 (its members must be units of conv4, as conv4/39 is)',
    )
    expect(() => ask({ unit: 'conv4/39', curvature: 1 })).toThrow(
      'invalid curvature of <HandBuilt>: 1 (write a number from 0 to 0.2, as in curvature={0.08})',
    )
  })

  it('lets a reader go as far as an author', () => {
    for (const [name, [low, high]] of Object.entries(RECIPE))
      expect(RECIPE_RANGES[name as keyof typeof RECIPE].slice(0, 2)).toEqual([low, high])
    expect(TEXT.curvature(0.125)).toBe('1/8.0 px')
  })
})

describe('a painted kernel', () => {
  it('travels as text, at 63 levels', () => {
    const weights = [-1, -0.5, 0, 0.25, 1]
    const read = decodePaint(encodePaint(weights), 5)!
    weights.forEach((weight, i) => expect(Math.abs(read[i]! - weight)).toBeLessThan(1 / 61))
    expect(decodePaint('ABC', 5)).toBeUndefined()
    expect(decodePaint('AB?DE', 5)).toBeUndefined()
  })

  it('is read from an address; what makes no sense there is left as it was', () => {
    const initial = {
      angle: 80,
      curvature: 0.1,
      shift: 0,
      width: 3,
      tolerance: 20,
      inhibition: 1,
      threshold: 0,
      step: 4,
      paint: '',
    }
    const from = (asked: Record<string, string>) => stateFrom(new Map(Object.entries(asked)), initial, 5)
    expect(from({ angle: '10', step: '2', paint: 'AfAfA' })).toEqual({ ...initial, angle: 10, step: 2, paint: 'AfAfA' })
    expect(from({ angle: '999', step: '7', paint: 'A', width: 'x', threshold: '' })).toEqual(initial)
  })
})
