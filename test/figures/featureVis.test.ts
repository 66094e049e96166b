import { describe, expect, it } from 'vitest'
import {
  featureVisProps,
  featureVisRequests,
  PRESETS,
  RANGES,
} from '../../src/figures/feature-vis/request.ts'
import { stateFrom, stateOf } from '../../src/figures/feature-vis/state.ts'
import { recipe } from '../../src/optvis/recipe.ts'
import { lumenTable } from '../model/lumen.ts'

const tableOf = () => lumenTable()
const written = { id: 'fig-run', unit: 'conv4/39' }

describe('<FeatureVis>', () => {
  it('asks for the unit’s picture and one with each remedy more', () => {
    const requests = featureVisRequests(written, tableOf)
    expect(requests.map(({ kind }) => kind)).toEqual(['sheet', ...PRESETS.map(() => 'ascent')])
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

describe('the address of a feature visualization', () => {
  const { initial } = featureVisProps(written, tableOf)
  const layers = [
    { name: 'conv4', channels: 64, first: false },
    { name: 'conv5', channels: 128, first: false },
  ]
  const asked = (...entries: [string, string][]) =>
    stateFrom(new Map(entries), initial, RANGES, layers)

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

  it.each([
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
