import { describe, expect, it } from 'vitest'
import { bendHandle, REACH, turnHandle } from '../../../src/figures/convAnatomy/handles.ts'
import { bent, turned } from '../../../src/figures/convAnatomy/pull.ts'

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
