import { describe, expect, it } from 'vitest'
import { layersFromTop } from '../../../src/attribution/randomize.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import declaration, { layersDrawn } from '../../../src/figures/relevance/declaration.ts'
import { readLayerTable } from '../../../precompute/readModel.ts'
import type { AnyFigureKind } from '../../../src/vocabulary/figureKind.ts'
import { readAddress } from '../readAddress.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings({ model: 'mosaic', models: ['mosaic', 'lumen'] })
const kind = declaration as unknown as AnyFigureKind
const written = { id: 'fig-two', model: 'mosaic', image: 'orange-lemon', class: 'orange', other: 'lemon' }
const asked = (props: Record<string, unknown>) => requestsWritten('Relevance', kind, { ...written, ...props }, at)
const [ORANGE, LEMON] = ['orange', 'lemon'].map((name) => at.network.classes.indexOf(name))

describe('<Relevance>', () => {
  it('asks for the maps of both classes by every method', () => {
    const request = {
      kind: 'relevance',
      model: 'mosaic',
      image: 'orange-lemon',
      classes: [ORANGE, LEMON],
      tokenMethods: ['rawAttention', 'rollout', 'attentionGradCam', 'relevance', 'attentionRelevance'],
      from: 0,
      seed: 0,
    }
    expect(asked({})).toEqual({ relevance: request })
    expect(asked({ from: 3, methods: 'random relevance', random: 2 })).toEqual({
      relevance: { ...request, from: 2, tokenMethods: ['random', 'relevance'] },
    })
  })

  it.each([
    [{ class: 'trolleybus' }, 'invalid class of <Relevance>: "trolleybus" (write a class of mosaic'],
    [{ other: 40 }, 'invalid other of <Relevance>: 40'],
    [{ from: 7 }, 'invalid from of <Relevance>: 7 (write a whole number from 1 to 6'],
    [{ methods: 'gradient' }, 'invalid methods of <Relevance>: "gradient" (write names of methods among'],
    [{ image: undefined }, 'invalid image of <Relevance>: nothing'],
  ])('refuses %j', (props, message) => {
    expect(() => asked(props)).toThrow(message)
  })

  it('refuses a network without attention', () => {
    const other = { ...written, model: 'lumen' }
    expect(() => requestsWritten('Relevance', kind, other, surroundings())).toThrow(
      'explains transformers, and lumen has no attention',
    )
  })

  it('draws anew the layers that the core can, from the classes down', () => {
    const drawn = layersDrawn(at.network)
    expect(drawn).toEqual(layersFromTop(readLayerTable('mosaic')))
    expect(declaration.props.random.range(at, {})).toEqual([0, drawn.length])
  })
})

describe('its address', () => {
  const initial = { image: 'orange-lemon', index: ORANGE, other: LEMON, from: 1, random: 0 }
  const from = (entries: Record<string, string>) => readAddress(declaration, initial, entries, at)

  it('changes what it names', () => {
    expect(from({ index: '3', from: '6', random: '1' })).toEqual({
      state: { ...initial, index: 3, from: 6, random: 1 },
      refused: [],
    })
  })

  it.each([
    ['index', '40'],
    ['other', 'nothing'],
    ['from', '0'],
    ['random', '99'],
  ])('asking for %s=%s changes nothing', (name, value) => {
    expect(from({ [name]: value })).toEqual({ state: initial, refused: [name] })
  })
})
