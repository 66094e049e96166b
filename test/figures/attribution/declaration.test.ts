import { describe, expect, it } from 'vitest'
import declaration from '../../../src/figures/attribution/declaration.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import { layersFromTop } from '../../../src/attribution/randomize.ts'
import type { AnyFigureKind } from '../../../src/vocabulary/figureKind.ts'
import { inOrder } from '../../../src/vocabulary/method.ts'
import { readerProps, resolveState } from '../../../src/vocabulary/props/readState.ts'
import { resolveProps } from '../../../src/vocabulary/props/resolveProps.ts'
import { lumenTable } from '../../model/lumen.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const written = { image: 'logits/24', against: 'teapot-1' }
const asked = (props: Record<string, unknown>) =>
  requestsWritten('Attribution', declaration as unknown as AnyFigureKind, props, at)
const all = inOrder(at.vocabulary.methods)

describe('<Attribution>', () => {
  it('asks for one artifact, and for the pictures of the units it looks at', () => {
    expect(asked({ id: 'fig-why', ...written, grid: 4, class: 'orange' })).toEqual({
      attribution: {
        kind: 'attribution',
        model: 'lumen',
        cells: ['logits/24', 'teapot-1', 'teapot-1', 'teapot-1'],
        index: at.network.classes.indexOf('orange'),
        layer: 'conv7',
        methods: all,
        seed: 0,
      },
      pictures: { kind: 'sheet', model: 'lumen', units: ['logits/24'], seed: 0 },
    })
    expect(Object.keys(asked({ image: 'orange-lemon', class: 'lemon' }))).toEqual(['attribution'])
  })

  it('takes the methods that the author names, in that order', () => {
    expect(asked({ ...written, methods: 'gradCam gradient' }).attribution).toMatchObject({
      methods: ['gradCam', 'gradient'],
    })
  })

  it('looks at a unit’s own class where none is named', () => {
    expect(asked(written).attribution).toMatchObject({ index: 24 })
  })

  it.each([
    [{ grid: 3 }, 'invalid grid of <Attribution>: 3 (write one of 1, 2, 4, as in grid={1})'],
    [{ layer: 'logits' }, /^invalid layer of <Attribution>: "logits" \(write one of the layers conv1, conv2, pool2, /],
    [{ layer: 'conv9' }, /^invalid layer of <Attribution>: "conv9"/],
    [
      { class: 'unicorn' },
      'invalid class of <Attribution>: "unicorn" (write a class of lumen, as in class="goldfish", or a number from 0 to 199)',
    ],
    [{ image: 'orange-1' }, /^invalid class of <Attribution>: nothing \(write a class of lumen/],
    [{ image: 'conv4/39' }, /^invalid class of <Attribution>: nothing/],
    [{ image: 'logits/200' }, /^invalid image of <Attribution>: "logits\/200" \(write a unit, as in logits\/24, or /],
    [{ random: 9 }, /^invalid random of <Attribution>: 9 \(write a whole number from 0 to 8/],
    [{ methods: 'gradCam saliency' }, /^invalid methods of <Attribution>: .* names of methods among gradCam, /],
    [{ methods: 'gradCam gradCam' }, /^invalid methods of <Attribution>: /],
    [{ colour: 'red' }, /^unknown prop of <Attribution>: colour/],
  ])('refuses %o', (props, message) => {
    expect(() => asked({ ...written, ...props })).toThrow(message)
  })

  it('randomizes every layer that the core can', () => {
    const random = declaration.props.random
    expect(random.range(at, {})).toEqual([0, layersFromTop(lumenTable()).length])
  })
})

describe('the address of an attribution', () => {
  const initial = resolveProps({ element: 'Attribution', ...declaration }, written, at)
  const here = { ...at, pictures: ['logits/24', 'teapot-1', 'orange-lemon'] }
  const from = (...entries: [string, string][]) => resolveState(declaration, new Map(entries), initial, here)

  it('changes what it names and nothing else', () => {
    expect(from(['picture', 'orange-lemon'], ['grid', '2'], ['random', '8'])).toEqual({
      state: { ...initial, picture: 'orange-lemon', grid: 2, random: 8 },
      refused: [],
    })
    expect(Object.keys(readerProps(declaration.props))).toEqual([
      'picture',
      'against',
      'grid',
      'index',
      'layer',
      'opacity',
      'random',
    ])
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
    const { state, refused } = from([name, value])
    expect(state).toEqual(initial)
    expect(refused.map((each) => each.name)).toEqual([name])
  })
})
