import { describe, expect, it } from 'vitest'
import { figureRequests } from '../../src/figures/requests.ts'
import { filled, passes, peak, responseAt } from '../../src/widgets/curves.ts'
import { describe as say } from '../../src/figures/tuning/describe.ts'
import { DASHES, HUES } from '../../src/widgets/look.ts'
import { MOST_UNITS } from '../../src/figures/tuning/request.ts'
import { sampleOf, stateFrom, withFamily, type TuningState } from '../../src/figures/tuning/state.ts'
import { tuningTable } from '../../src/figures/tuning/tuningTable.ts'
import { inUnits } from '../../src/widgets/stimulusWords.ts'
import { axisOf, indexOf, sampleAt, spread, valueAt } from '../../src/vocabulary/axis.ts'
import { everyParameter } from '../../src/vocabulary/stimulus.ts'
import { lumenTable } from '../model/lumen.ts'
import { familyNamed } from '../../src/stimuli/families.ts'

const ask = (props: Record<string, unknown>) => figureRequests.Tuning!({ id: 'fig-a', ...props }, () => lumenTable())

const initial: TuningState = {
  ...withFamily({ units: 'conv4/39', family: 'curve', over: 'angle', by: '' }, 'curve'),
  curvature: 0.07,
}

describe('request', () => {
  it('asks for directions in steps of half a degree, and for the author’s own parameters alone', () => {
    expect(ask({ units: 'conv4/39, conv4/3@2,5', curvature: 0.07 })).toEqual([
      {
        kind: 'tuning',
        model: 'lumen',
        units: ['conv4/39', 'conv4/3@2,5'],
        family: 'curve',
        sample: { curvature: 0.07 },
        over: { parameter: 'angle', from: 0, to: 360, count: 720, cyclic: true },
        by: null,
      },
    ])
  })

  it('asks for a coarser grid along two parameters', () => {
    expect(ask({ units: 'conv4/39', by: 'curvature' })).toMatchObject([
      {
        over: { parameter: 'angle', count: 72 },
        by: { parameter: 'curvature', from: 0, to: 0.2, count: 17, cyclic: false },
      },
    ])
  })

  it.each([
    [{}, 'invalid units of <Tuning>: nothing (write text, as in units="…")'],
    [{ units: 'conv4/64' }, 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
    [
      { units: 'conv4/1', over: 'size' },
      'unknown parameter of curve: size (allowed: angle, curvature, x, y, width, span, contrast, hue, saturation)',
    ],
    [{ units: 'conv4/1', by: 'angle' }, '<Tuning> varies angle twice (write another by="…")'],
    [
      { units: 'conv4/1', curvature: 3 },
      'invalid curvature of <Tuning>: 3 (write a number from 0 to 0.2, as in curvature={0})',
    ],
    [{ units: 'conv1/1 conv1/2 conv1/3 conv1/4 conv1/5 conv1/6 conv1/7' }, 'too many units of <Tuning>: 7 (at most 6)'],
  ])('%j is refused', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })

  it('has as many hues and dashes as units, no dash twice', () => {
    expect([HUES.length, new Set(HUES).size, DASHES.length, new Set(DASHES).size]).toEqual(Array(4).fill(MOST_UNITS))
  })
})

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

describe('state', () => {
  it('takes from an address what makes sense, and leaves the rest', () => {
    const asked = new Map([
      ['curvature', '0.1'],
      ['width', '99'],
      ['by', 'nothing'],
    ])
    expect(stateFrom(asked, initial)).toEqual({ ...initial, curvature: 0.1 })
  })

  it('of another family begins at its defaults', () => {
    const state = stateFrom(
      new Map([
        ['family', 'colourEdge'],
        ['hue', '90'],
      ]),
      initial,
    )
    expect(state).toMatchObject({ family: 'colourEdge', over: 'angle', hue: 90, saturation: 1 })
    expect(Object.keys(sampleOf(state))).toEqual(Object.keys(everyParameter(familyNamed('colourEdge'))))
  })
})

it('says what units prefer', () => {
  const over = { parameter: 'angle', from: 0, to: 360, count: 4, cyclic: true }
  expect(
    say(
      ['conv4/1', 'conv4/2'],
      [
        [0, 1.5, 0, 0],
        [0, 0, 0, 0],
      ],
      'colourEdge',
      { over, by: null },
      everyParameter(familyNamed('colourEdge')),
    ),
  ).toBe('Stimuli: colour edge. conv4/1 responds most at angle 90°: 1.50; conv4/2 does not respond.')
  expect(inUnits(0, everyParameter(familyNamed('curve')).curvature!)).toBe('straight')
  expect(tuningTable(['conv4/1'], [[1, NaN, 2, 3]], over, null)).toEqual({
    columns: ['angle', 'conv4/1'],
    rows: [
      [0, 1],
      [180, 2],
      [270, 3],
    ],
  })
})
