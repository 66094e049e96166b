import { describe, expect, it } from 'vitest'
import { featureVisProps, featureVisRequests, PRESETS, RANGES } from '../../src/figures/featureVis/request.ts'
import { readDirection, stateFrom, stateOf, vectorOf } from '../../src/figures/featureVis/state.ts'
import { objectiveKey, sayObjective } from '../../src/figures/featureVis/view.ts'
import { recipe } from '../../src/optvis/recipe.ts'
import { lumenTable } from '../model/lumen.ts'

const tableOf = () => lumenTable()
const written = { id: 'fig-run', unit: 'conv4/39' }

describe('<FeatureVis>', () => {
  it('asks for the unit’s picture and one with each remedy more', () => {
    const requests = featureVisRequests(written, tableOf)
    expect(requests.map(({ kind }) => kind)).toEqual(['sheet', ...PRESETS.map(() => 'featureVis')])
    expect(requests.at(-1)).toMatchObject({
      parameterization: 'fourier',
      decorrelate: true,
      bound: true,
      transforms: 'all',
    })
    expect(requests[1]).toMatchObject({ parameterization: 'pixel', transforms: 'none' })
  })

  it('takes as many steps as the recipe', () => {
    expect(featureVisProps(written, tableOf).initial.steps).toBe(recipe.steps)
  })

  it('begins with the remedies named', () => {
    expect(featureVisProps({ ...written, remedies: 'naive' }, tableOf).initial).toMatchObject({
      parameterization: 'pixel',
      bound: false,
    })
    expect(() => featureVisProps({ ...written, remedies: 'magic' }, tableOf)).toThrow(
      'unknown remedies of <FeatureVis>: magic (allowed: naive, frequencies, colours, transforms, recipe)',
    )
  })
})

describe('<FeatureVis direction>', () => {
  const mixed = { id: 'fig-run', direction: 'conv4/39 0.7 conv4/35 −0.3' }

  it('asks for the direction’s picture with each remedy, and for no unit’s', () => {
    const requests = featureVisRequests(mixed, tableOf)
    expect(requests).toHaveLength(PRESETS.length)
    for (const request of requests)
      expect(request).toMatchObject({
        kind: 'featureVis',
        unit: 'conv4/39',
        direction: [
          { unit: 'conv4/39', weight: 0.7 },
          { unit: 'conv4/35', weight: -0.3 },
        ],
      })
  })

  it('is no unit as well', () => {
    expect(() => featureVisProps({ ...mixed, unit: 'conv4/1' }, tableOf)).toThrow(
      'unit and direction of <FeatureVis>: "conv4/1" and "conv4/39 0.7 conv4/35 −0.3" (write one of them)',
    )
    expect(() => featureVisProps({ id: 'fig-run', direction: 'conv4/39' }, tableOf)).toThrow(
      'invalid direction: conv4/39 has no weight (write each unit with its weight, as in conv4/39 0.7 conv4/35 -0.3)',
    )
  })

  it.each([
    ['conv4/39 1 conv4/35 -0.5', 'conv4/39 − 0.5 conv4/35'],
    ['conv4/39 -2 conv4/35 1', '−2 conv4/39 + conv4/35'],
  ])('%s is said as %s', (direction, said) => expect(sayObjective({ ...unitAlone, direction })).toBe(said))
})

const unitAlone = { unit: 'conv4/39', direction: '', towards: '', share: 0.5, negative: false }

describe('what is sought', () => {
  it.each([
    [{}, 'curve'],
    [{ negative: true }, 'curve'],
    [{ towards: 'conv4/35', share: 0.25 }, '0.75 curve + 0.25 conv4/35'],
    [{ direction: 'conv4/39 1 conv4/35 -0.5' }, 'curve − 0.5 conv4/35'],
  ])('with %j is %s', (choice, said) => {
    const nameOf = (unit: string) => (unit === 'conv4/39' ? 'curve' : unit)
    expect(sayObjective({ ...unitAlone, ...choice }, nameOf)).toBe(said)
  })

  it('is another where scores do not compare', () => {
    const same = objectiveKey(unitAlone)
    expect(objectiveKey({ ...unitAlone, share: 0.2 })).toBe(same)
    for (const other of [{ negative: true }, { towards: 'conv4/35' }, { unit: 'conv4/35' }])
      expect(objectiveKey({ ...unitAlone, ...other })).not.toBe(same)
  })
})

describe('the address of a feature visualization', () => {
  const { initial } = featureVisProps(written, tableOf)
  const layers = [
    { name: 'conv4', channels: 64, first: false },
    { name: 'conv5', channels: 128, first: false },
  ]
  const asked = (...entries: [string, string][]) => stateFrom(new Map(entries), initial, RANGES, layers)

  it('says every choice and is read back', () => {
    const choice = {
      ...initial,
      unit: 'conv5/7',
      towards: 'conv5/9',
      negative: true,
      bound: false,
      transforms: 'shift' as const,
      rate: 2.5,
      pictures: 3,
    }
    const entries = Object.entries(stateOf(choice)).map(([name, value]) => [name, String(value)])
    expect(asked(...(entries as [string, string][]))).toEqual(choice)
  })

  it('asks for a direction, in whose layer the unit is then', () => {
    expect(asked(['direction', 'conv5/7 1 conv5/9 -2'])).toEqual({
      ...initial,
      unit: 'conv5/7',
      direction: 'conv5/7 1 conv5/9 -2',
    })
    const vector = vectorOf('conv5/7 1 conv5/9 -2', layers)
    expect(vector).toHaveLength(128)
    expect([vector[7], vector[9]]).toEqual([1, -2])
    expect(() => readDirection('conv9/1 1', layers)).toThrow('unknown unit: conv9/1 (layers: conv4, conv5)')
  })

  it.each([
    ['direction', 'conv4/39'],
    ['direction', 'conv4/39 1 conv5/2 1'],
    ['unit', 'conv4/64'],
    ['unit', 'conv9/1'],
    ['towards', 'conv5/1'],
    ['steps', '17.5'],
    ['steps', '9999'],
    ['pictures', '0'],
    ['negative', 'true'],
    ['transforms', 'some'],
    ['rate', ''],
  ])('asking for %s=%s changes nothing', (name, value) => {
    expect(asked([name, value])).toEqual(initial)
  })
})
