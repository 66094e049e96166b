import { describe, expect, it } from 'vitest'
import { familyNamed } from '../../src/stimuli/families.ts'
import { axisOf, indexOf, sampleAt, spread, valueAt } from '../../src/vocabulary/axis.ts'

describe('axes', () => {
  const angle = axisOf(familyNamed('curve'), 'angle')
  it('a direction ends before it begins anew', () => {
    expect([valueAt(angle, 0), valueAt(angle, 1), valueAt(angle, 719)]).toEqual([0, 0.5, 359.5])
    expect(indexOf(angle, 359.9)).toBe(0)
    expect(spread(angle, 36).slice(0, 3)).toEqual([0, 20, 40])
  })

  it('a size has both its ends', () => {
    const width = axisOf(familyNamed('curve'), 'width')
    expect([valueAt(width, 0), valueAt(width, width.count - 1)]).toEqual([1, 8])
    expect(spread(width, 3)).toEqual([0, 60, 120])
    expect(axisOf(familyNamed('wheel'), 'spokes').count).toBe(19)
  })

  it('two run row by row, the first fastest', () => {
    const [over, by] = [axisOf(familyNamed('curve'), 'angle', true), axisOf(familyNamed('curve'), 'curvature', true)]
    expect(sampleAt({ x: 1 }, over, by, 73)).toEqual({ x: 1, angle: 5, curvature: 0.0125 })
  })
})
