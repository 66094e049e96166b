import { describe, expect, it } from 'vitest'
import { familyNamed } from '../../src/stimuli/families.ts'
import { axisOf } from '../../src/vocabulary/axis.ts'
import { filled, passes, peak, responseAt } from '../../src/widgets/curves.ts'

const angle = axisOf(familyNamed('curve'), 'angle')

describe('passes', () => {
  it('are computed coarsely first, then everything once', () => {
    const [first, ...rest] = passes(angle, null)
    expect(first).toHaveLength(36)
    expect([...first!, ...rest.flat()].sort((a, b) => a - b)).toEqual(Array.from({ length: 720 }, (_, i) => i))
    for (const few of [6, 9, 12, 18]) {
      const levels = passes(angle, null, few)
      expect(levels[0]).toHaveLength(few)
      expect(new Set(levels.flat()).size).toBe(720)
    }
    const width = axisOf(familyNamed('curve'), 'width')
    expect(passes(width, null)[0]!.at(-1)).toBe(120)
    expect(new Set(passes(width, null).flat()).size).toBe(121)
    const by = axisOf(familyNamed('curve'), 'curvature', true)
    const maps = passes(axisOf(familyNamed('curve'), 'angle', true), by)
    expect(maps[0]).toHaveLength(24 * 5)
    expect(new Set(maps.flat()).size).toBe(72 * 17)
  })
})

describe('a first picture', () => {
  it.each([
    [1, 36, 60],
    [0.5, 36, 120],
    [3, 18, 18],
    [6.25, 12, 12],
    [8, 9, 12],
    [50, 6, 12],
  ])(
    'at %f ms for a stimulus is a curve of %i or a map of %i within 75 ms, or the coarsest there is',
    (pace, curve, map) => {
      const of = axisOf(familyNamed('curve'), 'angle', true)
      const down = axisOf(familyNamed('curve'), 'curvature', true)
      expect(passes(axisOf(familyNamed('curve'), 'angle'), null, 75 / pace)[0]).toHaveLength(curve)
      const levels = passes(of, down, 75 / pace)
      expect(levels[0]).toHaveLength(map)
      expect(levels.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 72 * 17 }, (_, i) => i))
    },
  )
})

describe('curves', () => {
  const over = { parameter: 'angle', from: 0, to: 360, count: 4, cyclic: true }
  it('between known values lies on a line, around the end, too', () => {
    expect(responseAt([0, NaN, 4, 8], over, 90)).toBe(2)
    expect(responseAt([0, NaN, 4, 8], over, 315)).toBe(4)
  })
  it('the peak is the first of the largest known', () => {
    expect(peak([NaN, 1, 3, 3])).toBe(2)
    expect(peak([-2, -1])).toBe(1)
  })
  it('gaps of a map take the value of their coarse cell', () => {
    const values = Array.from({ length: 6 * 8 }, (_, i) => ((i % 6) % 3 || Math.floor(i / 6) % 4 ? NaN : i))
    const map = filled(values, { ...over, count: 6 })
    expect([map[0], map[7], map[4 * 6 + 5]]).toEqual([0, 0, 27])
    const coarsest = new Float32Array(24 * 17).fill(NaN)
    coarsest[12] = 5
    const wide = filled(coarsest, { ...over, count: 24 })
    expect([wide[11], wide[12], wide[15 * 24 + 23], wide[16 * 24 + 12]]).toEqual([0, 5, 5, 0])
  })
})
