import { describe, expect, it } from 'vitest'
import { measurable, pairedDifference } from '../../src/circuits/edits/pairedDifference.ts'
import { createRng } from '../../src/vocabulary/rng.ts'

/** Answers of two networks: `gained` and `lost` pictures differ, the first network is right on `right` of the rest. */
function answers(pictures: number, right: number, gained: number, lost: number) {
  const before = Array.from({ length: pictures }, (_, i) => i < right || i >= pictures - lost)
  const after = Array.from({ length: pictures }, (_, i) => i < right || (i >= right && i < right + gained))
  return { before, after }
}

describe('pairedDifference', () => {
  it('counts what is gained and lost', () => {
    const { before, after } = answers(100, 40, 5, 12)
    const found = pairedDifference(before, after, createRng(0))
    expect(found).toMatchObject({ pictures: 100, before: 0.52, after: 0.45, gained: 5, lost: 12 })
    expect(found.difference).toBeCloseTo(-0.07, 12)
  })

  it('on single pictures agrees with the normal interval of discordant pairs', () => {
    const { before, after } = answers(1000, 400, 60, 95)
    const { low, high } = pairedDifference(before, after, createRng(1))
    // Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, equation 13.10.
    const error = (1.96 * Math.sqrt(60 + 95 - (60 - 95) ** 2 / 1000)) / 1000
    expect(low).toBeCloseTo(-0.035 - error, 2)
    expect(high).toBeCloseTo(-0.035 + error, 2)
    expect(measurable({ low, high })).toBe(true)
  })

  it('on three places agrees with all 27 ways to draw them', () => {
    const change = [-1, 0, 0, 0, 1, 1]
    const places = ['a', 'a', 'b', 'b', 'c', 'c']
    const means = [-0.5, 0, 1]
    const all = means.flatMap((a) => means.flatMap((b) => means.map((c) => (a + b + c) / 3)))
    all.sort((a, b) => a - b)
    // Three places thrice the same happens in 1 of 27 draws: more than the tail of 2.5 %.
    const found = pairedDifference(
      change.map((each) => each < 0),
      change.map((each) => each > 0),
      createRng(2),
      places,
    )
    expect([found.low, found.high]).toEqual([all[0], all[26]])
  })

  it('views of one scene count for no more than the scene', () => {
    const { before, after } = answers(30, 10, 3, 9)
    const once = pairedDifference(before, after, createRng(3))
    const repeat = <T>(list: readonly T[]) => list.flatMap((each) => Array<T>(20).fill(each))
    const places = repeat(before.map((_, i) => i))
    const often = pairedDifference(repeat(before), repeat(after), createRng(3), places)
    expect(often.low).toBeCloseTo(once.low, 12)
    expect(often.high).toBeCloseTo(once.high, 12)
    const apart = pairedDifference(repeat(before), repeat(after), createRng(3))
    expect(apart.high - apart.low).toBeLessThan((once.high - once.low) / 3)
  })

  it('holds the true difference about 95 times in 100, for 34 scenes of 10 alike views', () => {
    const rng = createRng(4)
    let held = 0
    const trials = 300
    for (let trial = 0; trial < trials; trial++) {
      const before: boolean[] = []
      const after: boolean[] = []
      const places: number[] = []
      for (let scene = 0; scene < 34; scene++) {
        const easy = rng.uniform()
        for (let view = 0; view < 10; view++) {
          const right = rng.uniform() < easy
          before.push(right)
          // A tenth of the right answers is lost, so on average a twentieth of all.
          after.push(right && rng.uniform() >= 0.1)
          places.push(scene)
        }
      }
      const { low, high } = pairedDifference(before, after, rng, places)
      if (low <= -0.05 && high >= -0.05) held++
    }
    expect(held / trials).toBeGreaterThan(0.9)
    expect(held / trials).toBeLessThan(0.98)
  })

  it('says no more than that where nothing differs, and touches zero where all differences have one sign but are few', () => {
    const same = answers(50, 20, 0, 0)
    const found = pairedDifference(same.before, same.after, createRng(5))
    expect([found.low, found.difference, found.high]).toEqual([0, 0, 0])
    expect(measurable(found)).toBe(false)
    const few = answers(50, 20, 0, 2)
    expect(measurable(pairedDifference(few.before, few.after, createRng(6)))).toBe(false)
  })

  it('refuses lists that do not fit', () => {
    expect(() => pairedDifference([true], [], createRng(7))).toThrow(
      'answers to 1 and 0 pictures in 1 places (must be as many, and some)',
    )
  })
})
