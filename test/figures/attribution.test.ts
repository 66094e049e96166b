import { describe, expect, it } from 'vitest'
import { describe as inWords } from '../../src/figures/attribution/describe.ts'
import { attributionProps, attributionRequests, mapLayers } from '../../src/figures/attribution/request.ts'
import { stateFrom } from '../../src/figures/attribution/state.ts'
import { verdict } from '../../src/figures/attribution/view.ts'
import { lumenTable } from '../model/lumen.ts'

const table = lumenTable()
const tableOf = () => table
const written = { id: 'fig-why', image: 'logits/24', against: 'teapot-1' }

describe('<Attribution>', () => {
  it('asks for one artifact, and for the pictures of the units it looks at', () => {
    expect(attributionRequests({ ...written, grid: 4, class: 'orange' }, tableOf)).toEqual([
      {
        kind: 'attribution',
        model: 'lumen',
        cells: ['logits/24', 'teapot-1', 'teapot-1', 'teapot-1'],
        index: table.classes.indexOf('orange'),
        layer: 'conv7',
        seed: 0,
      },
      { kind: 'sheet', model: 'lumen', units: ['logits/24'], seed: 0 },
    ])
    expect(attributionRequests({ image: 'orange-lemon', class: 'lemon' }, tableOf)).toHaveLength(1)
  })

  it('looks at a unit’s own class where none is named', () => {
    expect(attributionProps(written, tableOf).index).toBe(24)
  })

  it('lets Grad-CAM look at every layer with positions', () => {
    expect(mapLayers(table)).toEqual([
      'conv1',
      'conv2',
      'pool2',
      'conv3',
      'conv4',
      'pool4',
      'conv5',
      'conv6',
      'pool6',
      'conv7',
    ])
  })

  it.each([
    [{ grid: 3 }, 'invalid grid of <Attribution>: 3 (write grid={1}, grid={2} or grid={4})'],
    [{ layer: 'logits' }, /^invalid layer of <Attribution>: logits \(allowed: conv1, conv2, pool2, /],
    [{ layer: 'conv9' }, /^unknown layer: conv9/],
    [
      { class: 'unicorn' },
      /^unknown class of <Attribution>: "unicorn" \(write a name as in lumen's model.json, class="goldfish", or a number from 0 to 199\)$/,
    ],
    [{ image: 'orange-1' }, /^unknown class of <Attribution>: undefined/],
    [{ image: 'logits/200' }, 'unknown unit: logits/200 (logits has units 0 to 199)'],
    [{ colour: 'red' }, /^unknown prop of <Attribution>: colour/],
  ])('refuses %o', (props, message) => {
    expect(() => attributionRequests({ ...written, ...props }, tableOf)).toThrow(message)
  })
})

describe('the address of an attribution', () => {
  const initial = attributionProps(written, tableOf)
  const allowed = {
    pictures: ['logits/24', 'orange-lemon'],
    classes: table.classes,
    layers: mapLayers(table),
    grids: [1, 2, 4],
    depths: 8,
  }
  const asked = (...entries: [string, string][]) => stateFrom(new Map(entries), initial, allowed)

  it('changes what it names and nothing else', () => {
    const { picture, against, grid, index, layer, opacity, random } = initial
    const state = { picture, against, grid, index, layer, opacity, random }
    expect(asked(['picture', 'orange-lemon'], ['grid', '2'], ['random', '8'])).toEqual({
      ...state,
      picture: 'orange-lemon',
      grid: 2,
      random: 8,
    })
  })

  it.each([
    ['picture', 'logits/3'],
    ['grid', '3'],
    ['index', '200'],
    ['index', '1.5'],
    ['layer', 'average'],
    ['opacity', '2'],
    ['random', '9'],
    ['random', ''],
  ])('asking for %s=%s changes nothing', (name, value) => {
    expect(asked([name, value])).toEqual(asked())
  })
})

describe('an attribution in words', () => {
  it('says what judges a map', () => {
    const completeness = { sum: 1.234, difference: 1.24, error: 0.005 }
    expect(verdict({ peak: 1 })).toBe('')
    expect(verdict({ peak: 1, share: 0.823, completeness })).toBe('in place: 82\u00a0% · sum 1.23 of 1.24')
    expect(verdict({ peak: 1, share: null })).toBe('nothing positive')
    expect(verdict({ peak: 1, share: 0.5, similarity: -0.051, completeness })).toBe('like the trained: −0.05')
    expect(inWords({ gradCam: { peak: 1, share: 0.9 }, gradient: { peak: 1 } }, 'orange', ['logits'])).toBe(
      'Maps for orange with logits randomized. Grad-CAM, in place: 90\u00a0%.',
    )
  })
})
