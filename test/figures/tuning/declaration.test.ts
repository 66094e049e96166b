import { describe, expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import tuning, { MOST_UNITS } from '../../../src/figures/tuning/declaration.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import { resolveState } from '../../../src/vocabulary/props/readState.ts'
import { DASHES, HUES } from '../../../src/widgets/look.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const ask = (props: Record<string, unknown>) =>
  requestsWritten('Tuning', figureKinds.Tuning!.kind, { id: 'fig-a', ...props }, at)

describe('requests', () => {
  it('ask for directions in steps of half a degree, and for what differs from the family’s defaults alone', () => {
    expect(ask({ units: 'conv4/39, conv4/3@2,5', curvature: 0.07, width: 3, angle: 30 })).toEqual({
      tuning: {
        kind: 'tuning',
        model: 'lumen',
        units: ['conv4/39', 'conv4/3@2,5'],
        family: 'curve',
        sample: { curvature: 0.07 },
        over: { parameter: 'angle', from: 0, to: 360, count: 720, cyclic: true },
        by: null,
      },
    })
  })

  it('ask for a coarser grid along two parameters', () => {
    expect(ask({ units: 'conv4/39', by: 'curvature' })).toMatchObject({
      tuning: {
        over: { parameter: 'angle', count: 72 },
        by: { parameter: 'curvature', from: 0, to: 0.2, count: 17, cyclic: false },
      },
    })
  })

  it.each([
    [{}, 'invalid units of <Tuning>: nothing (write up to 6 units of'],
    [{ units: 'conv4/64' }, 'invalid units of <Tuning>: "conv4/64" (write up to 6 units of'],
    [
      { units: 'conv4/1', over: 'size' },
      'invalid over of <Tuning>: "size" (write one of angle, curvature, x, y, width, span, contrast, hue, saturation, as in over="angle")',
    ],
    [{ units: 'conv4/1', by: 'angle' }, 'invalid by of <Tuning>: "angle" (write one of "", curvature, x, y,'],
    [{ units: 'conv4/1', family: 'square' }, 'invalid family of <Tuning>: "square" (write one of curve, line, corner,'],
    [
      { units: 'conv4/1', curvature: 3 },
      'invalid curvature of <Tuning>: 3 (write a number from 0 to 0.2, as in curvature={0})',
    ],
    [{ units: 'conv4/1', spokes: 3 }, 'unknown prop of <Tuning>: spokes (allowed: id, layout, '],
    [{ units: 'conv1/1 conv1/2 conv1/3 conv1/4 conv1/5 conv1/6 conv1/7' }, 'invalid units of <Tuning>'],
  ])('%j is refused', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })

  it('has as many hues and dashes as units, no dash twice', () => {
    expect([HUES.length, new Set(HUES).size, DASHES.length, new Set(DASHES).size]).toEqual(Array(4).fill(MOST_UNITS))
  })
})

describe('the state', () => {
  const author = {
    ...{ units: 'conv4/39', family: 'curve', over: 'angle', by: '' },
    ...{ angle: 80, curvature: 0.07, x: 0, y: 0, width: 3, span: 90, contrast: 1, hue: 0, saturation: 0 },
  }
  /** What an address asks for. */
  const opened = (asked: Record<string, string>) => {
    const { state, refused } = resolveState(tuning, new Map(Object.entries(asked)), author, at)
    const settled = tuning.settle!(state as typeof author, at, Object.keys(asked), author)
    return { state: settled as Record<string, unknown>, refused: refused.map(({ name }) => name) }
  }

  it('takes from an address what makes sense, and leaves the rest', () => {
    const { state, refused } = opened({ curvature: '0.1', width: '99', by: 'nothing' })
    expect(state).toMatchObject({ ...author, curvature: 0.1 })
    expect(refused).toEqual(['by', 'width'])
  })

  it('of another family begins at its defaults along its first parameter', () => {
    const { state } = opened({ family: 'colourEdge', hue: '90' })
    expect(state).toMatchObject({
      units: 'conv4/39',
      family: 'colourEdge',
      over: 'angle',
      by: '',
      hue: 90,
      saturation: 1,
    })
    expect(state).not.toHaveProperty('curvature')
    expect(opened({ family: 'grating', over: 'phase', by: 'wavelength' }).state).toMatchObject({
      over: 'phase',
      by: 'wavelength',
    })
    const chosen = tuning.settle!({ ...author, family: 'line', over: 'contrast' }, at, ['family'], author)
    expect(chosen).toMatchObject({ family: 'line', over: 'angle', by: '', angle: 0 })
  })

  it('runs along no parameter twice', () => {
    const both = { ...author, over: 'width', by: 'width' }
    expect(tuning.settle!(both, at, ['over'], author).by).toBe('')
  })

  it('begins where the first unit responds most', () => {
    const responses = [Array.from({ length: 720 }, (_, i) => (i === 31 ? 2 : 1))]
    const made = { tuning: { data: { responses }, files: {} as never, scores: [] } }
    expect(tuning.begins!(made, { ...author, model: 'lumen', seed: 0 }, at)).toEqual({ angle: 15.5 })
  })
})
