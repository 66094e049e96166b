import { describe, expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import featureVis from '../../../src/figures/featureVis/declaration.ts'
import { PRESETS } from '../../../src/figures/featureVis/presets.ts'
import { requestsWritten, withModel } from '../../../src/figures/figureRequests.ts'
import { recipe } from '../../../src/optvis/recipe.ts'
import { resolveProps } from '../../../src/vocabulary/props/resolveProps.ts'
import { readAddress } from '../readAddress.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const { kind } = figureKinds.FeatureVis
const ask = (props: Record<string, unknown>) => requestsWritten('FeatureVis', kind, { id: 'fig-run', ...props }, at)
const valuesOf = (props: Record<string, unknown>) =>
  resolveProps({ element: 'FeatureVis', ...withModel(kind) }, { id: 'fig-run', ...props }, at)

describe('<FeatureVis>', () => {
  it('asks for the unit’s picture and one with each remedy more', () => {
    const { picture, ...ascents } = ask({ unit: 'conv4/39' })
    expect(picture).toEqual({ kind: 'sheet', model: 'lumen', units: ['conv4/39'], seed: 0 })
    expect(Object.keys(ascents)).toEqual(PRESETS.map(({ name }) => name))
    expect(ascents.naive).toEqual({
      kind: 'featureVis',
      model: 'lumen',
      unit: 'conv4/39',
      seed: 0,
      negative: false,
      parameterization: 'pixel',
      decorrelate: false,
      bound: false,
      transforms: 'none',
      steps: recipe.steps,
      rate: 1,
      l2: 0,
      totalVariation: 0,
    })
    expect(ascents.recipe).toMatchObject({
      parameterization: 'fourier',
      decorrelate: true,
      bound: true,
      transforms: 'all',
    })
  })

  it('begins with the remedies named', () => {
    const { naive } = Object.fromEntries(PRESETS.map((preset) => [preset.name, preset]))
    const { parameterization, decorrelate, bound, transforms } = naive
    expect(valuesOf({ unit: 'conv4/39', remedies: 'naive' })).toMatchObject({
      parameterization,
      decorrelate,
      bound,
      transforms,
    })
  })

  it('of a direction asks for its picture with each remedy, and for no unit’s', () => {
    const requests = Object.values(ask({ direction: 'conv4/39 0.7, conv4/35 −0.3' }))
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

  it.each([
    [{}, 'invalid unit of <FeatureVis>: nothing (write a unit of conv1/0…31'],
    [{ unit: 'pool2/1' }, 'invalid unit of <FeatureVis>: "pool2/1" (write a unit of conv1/0…31'],
    [
      { unit: 'conv4/1', direction: 'conv4/39 0.7 conv4/35 -0.3' },
      'unit and direction of <FeatureVis>: "conv4/1" and "conv4/39 0.7 conv4/35 -0.3" (write one of them)',
    ],
    [
      { direction: 'conv4/39' },
      'invalid direction of <FeatureVis>: "conv4/39" (write each unit with its weight, as in conv4/39 0.7 conv4/35 -0.3: conv4/39 has none)',
    ],
    [
      { unit: 'conv4/39', remedies: 'magic' },
      'invalid remedies of <FeatureVis>: "magic" (write one of naive, frequencies, colours, transforms, recipe, as in remedies="naive")',
    ],
    [
      { unit: 'conv4/39', steps: 5 },
      'invalid steps of <FeatureVis>: 5 (write a whole number from 16 to 512, as in steps={104})',
    ],
    [
      { unit: 'conv4/39', rate: 2 },
      'unknown prop of <FeatureVis>: rate (allowed: id, layout, model, seed, remedies, direction, unit, steps)',
    ],
  ])('refuses %o', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

describe('the address of a feature visualization', () => {
  const values = valuesOf({ unit: 'conv4/39' })
  const mixed = valuesOf({ direction: 'conv4/39 1 conv4/35 -0.5' })
  const read = (asked: Record<string, string>, from = values) => readAddress(featureVis, from, asked, at)
  const untouched = read({}).state

  it('may say every choice', () => {
    const asked = {
      unit: 'conv5/7',
      towards: 'conv5/9',
      negative: 'yes',
      bound: 'no',
      transforms: 'shift',
      rate: '2.5',
      pictures: '3',
    }
    expect(read(asked)).toEqual({
      state: {
        ...untouched,
        unit: 'conv5/7',
        towards: 'conv5/9',
        negative: true,
        bound: false,
        transforms: 'shift',
        rate: 2.5,
        pictures: 3,
      },
      refused: [],
    })
  })

  it('asks for a direction, in whose layer the unit is then', () => {
    expect(read({ direction: 'conv5/7 1 conv5/9 -2' }).state).toEqual({
      ...untouched,
      unit: 'conv5/7',
      direction: 'conv5/7 1 conv5/9 -2',
    })
  })

  it('asks for a unit in place of the author’s direction, or for none', () => {
    expect(read({ unit: 'conv4/3' }, mixed).state).toMatchObject({ unit: 'conv4/3', direction: '' })
    expect(read({ direction: '' }, mixed).state).toMatchObject({ unit: 'conv4/39', direction: '' })
    expect(read({ steps: '16' }, mixed).state).toMatchObject({
      direction: 'conv4/39 1 conv4/35 -0.5',
      unit: 'conv4/39',
    })
  })

  it('forgets a second unit that is of another layer', () => {
    const towards = { ...values, towards: 'conv4/3' }
    expect(read({ unit: 'conv4/5' }, towards).state.towards).toBe('conv4/3')
    expect(read({ unit: 'conv5/5' }, towards).state.towards).toBe('')
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
    ['seed', '100'],
  ])('asking for %s=%s changes nothing', (name, value) => {
    expect(read({ [name]: value })).toEqual({ state: untouched, refused: [name] })
  })
})
