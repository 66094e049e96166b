import { describe, expect, it } from 'vitest'
import { detectors, DIRECTIONS, meanVector, members, type Detected } from '../../src/circuits/responses/detectors.ts'

describe('meanVector', () => {
  it('is all of a response to one direction, none of an even one, and π/4 of half a cosine', () => {
    const one = DIRECTIONS.map((degrees) => (degrees === 70 ? 3 : 0))
    expect(meanVector(one).length).toBeCloseTo(1, 12)
    expect(meanVector(one).angle).toBeCloseTo(70, 9)
    expect(meanVector(DIRECTIONS.map(() => 2)).length).toBeCloseTo(0, 12)
    const cosine = DIRECTIONS.map((degrees) => Math.cos((degrees * Math.PI) / 180))
    // ∫cos² / ∫cos over half a turn; 36 directions in place of the integral.
    expect(meanVector(cosine).length).toBeCloseTo(Math.PI / 4, 2)
    expect(meanVector([0, 0, 0])).toEqual({ length: 0, angle: 0 })
  })
})

describe('members', () => {
  const of = (change: Partial<Record<'directed' | 'best' | 'control', number>>): Detected => {
    const { directed, best, control } = { directed: 0.6, best: 1, control: 0.4, ...change }
    return { curves: [], ways: [0], directed: [directed], best: [best], control: [control] }
  }
  it.each([
    [{}, 2, [0]],
    [{ directed: 0.49 }, 2, []],
    [{ control: 0.51 }, 2, []],
    [{ control: -3 }, 2, [0]],
    [{}, 4.1, []],
    [{ best: 0, control: 0 }, 0, []],
  ])('%j with %d at most elsewhere', (change, most, expected) => {
    expect(members(of(change), [most])).toEqual(expected)
  })
})

describe('the stimuli of colour contrasts', () => {
  const colours = (sample: Record<string, unknown>) => [sample.figure, sample.ground] as [number[], number[]]
  const distance = ([a, b]: [number[], number[]]) => Math.hypot(...a.map((value, i) => value - b[i]!))
  const { shown, control } = detectors.colourContrast
  it('are as far apart as the greys of the control, equally bright, and paintable', () => {
    const grey = colours(control.shown[0]![0]!(0))
    for (const way of shown) {
      const tinted = colours(way[0]!(40))
      expect(distance(tinted)).toBeCloseTo(distance(grey), 9)
      for (const colour of [...tinted, ...grey])
        for (const value of colour) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
      const brightness = tinted.map((colour) => colour.reduce((sum, value) => sum + value, 0))
      expect(brightness[0]).toBeCloseTo(brightness[1]!, 9)
    }
  })
})
