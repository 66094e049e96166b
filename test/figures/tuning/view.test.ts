import { describe as group, expect, it } from 'vitest'
import { axesOf, describe, indexAt, rowsOf, tileAt, tuningTable } from '../../../src/figures/tuning/view.ts'
import { defaultsOf, familyIn } from '../../../src/vocabulary/props/stimulus.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const stateOf = (family: string, over: string, by: string) => ({
  ...defaultsOf(familyIn(at.vocabulary, family)),
  ...{ units: 'conv4/1 conv4/2', family, over, by },
})

group('along one parameter', () => {
  const state = { ...stateOf('colourEdge', 'angle', ''), angle: 90 }
  const responses = [new Float32Array(720), new Float32Array(720)]
  responses[0]![180] = 1.5

  it('says what units prefer, and that one does not respond', () => {
    expect(describe(responses, state, at)).toBe(
      'Stimuli: colour edge. conv4/1 responds most at angle 90°: 1.50; conv4/2 does not respond. At 90°: conv4/1 1.50, conv4/2 0.00.',
    )
    expect(rowsOf(responses, state, at, { value: 89.75, second: 0 })[0]).toEqual({
      unit: 'conv4/1',
      value: 0.75,
      most: 1.5,
      best: [['angle', '90°']],
    })
  })

  it('is a table of what is known', () => {
    const some = new Float32Array(720).fill(NaN)
    some.set([1], 0)
    some.set([2, 3], 360)
    expect(tuningTable([some], { ...state, units: 'conv4/1' }, at)).toEqual({
      columns: ['angle', 'conv4/1'],
      rows: [
        [0, 1],
        [180, 2],
        [180.5, 3],
      ],
    })
  })

  it('shows the nearest of 36 pictures', () => {
    expect([0, 4, 6, 354, 356].map((value) => tileAt(axesOf(state, at), { value, second: 0 }))).toEqual([
      0, 0, 1, 35, 35,
    ])
  })
})

group('along two parameters', () => {
  const state = { ...stateOf('curve', 'angle', 'curvature'), curvature: 0.025 }
  it('is read row by row, the first parameter fastest', () => {
    const responses = [new Float32Array(72 * 17), new Float32Array(72 * 17)]
    responses[0]![2 * 72 + 3] = 4
    expect(indexAt(axesOf(state, at), { value: 15, second: 0.025 })).toBe(2 * 72 + 3)
    expect(describe(responses, { ...state, angle: 15 }, at)).toContain(
      'conv4/1 responds most at angle 15°, curvature 1/40.0 px: 4.00; conv4/2 does not respond. At 15°, 1/40.0 px: conv4/1 4.00',
    )
  })
})
