import { describe, expect, it } from 'vitest'
import anatomy from '../../../src/figures/convAnatomy/declaration.ts'
import { figureKinds } from '../../../src/figures/declarations.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import { resolveState } from '../../../src/vocabulary/props/readState.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const ask = (props: Record<string, unknown>) =>
  requestsWritten('ConvAnatomy', figureKinds.ConvAnatomy!.kind, { id: 'fig-a', ...props }, at)

describe('<ConvAnatomy>', () => {
  it('asks for its first frame and the pictures of the two layers it joins, pooling apart', () => {
    const { anatomy, ...sheets } = ask({ unit: 'conv5/7', angle: 30, x: 2 })
    expect(anatomy).toEqual({
      kind: 'convAnatomy',
      model: 'lumen',
      unit: 'conv5/7@4,4',
      stimulus: { angle: 30, curvature: 0, x: 2, y: 0 },
    })
    expect(Object.values(sheets).map(({ units }) => (units as string[])[0])).toEqual(['conv5/0', 'conv4/0'])
  })

  it('places the curve in the picture, the artifact measures from the unit’s own centre', () => {
    // conv4/39@7,10 is centred on row 28, column 40; the middle of the picture is 32, 32.
    expect(ask({ unit: 'conv4/39@7,10', x: 1, y: -4 }).anatomy).toMatchObject({ stimulus: { x: 1 - 8, y: -4 + 4 } })
  })

  it('of the first layer asks for one sheet: its input is the image', () => {
    expect(Object.keys(ask({ unit: 'conv1/0' }))).toEqual(['anatomy', 'units'])
  })

  it.each([
    [{}, /^invalid unit of <ConvAnatomy>: nothing \(write a unit of conv1\/0…31, .*, as in unit="conv4\/39"\)$/],
    [{ unit: 'conv4/64' }, /^invalid unit of <ConvAnatomy>: "conv4\/64" /],
    [{ unit: 'logits/3' }, /^invalid unit of <ConvAnatomy>: "logits\/3" /],
    [
      { unit: 'conv4/39', angle: '45' },
      'invalid angle of <ConvAnatomy>: "45" (write a number from 0 to 360, as in angle={0})',
    ],
    [
      { unit: 'conv4/39', curvature: 2 },
      'invalid curvature of <ConvAnatomy>: 2 (write a number from 0 to 0.2, as in curvature={0})',
    ],
  ])('refuses %j', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

describe('the address', () => {
  const initial = { unit: 'conv4/39@8,8', angle: 75, curvature: 0.07, x: 1, y: -4 }
  const asked = (...entries: [string, string][]) => resolveState(anatomy, new Map(entries), initial, at).state

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

  it('names a unit as the rest of the site does; without a position, the one at the centre', () => {
    expect(asked(['unit', 'conv5/7@4,3']).unit).toBe('conv5/7@4,3')
    expect(asked(['unit', 'conv5/7']).unit).toBe('conv5/7@4,4')
  })
})
