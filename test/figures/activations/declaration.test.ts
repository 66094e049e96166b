import { describe, expect, it } from 'vitest'
import declaration, { offeredLayers } from '../../../src/figures/activations/declaration.ts'
import { figureRequests, requestsWritten } from '../../../src/figures/figureRequests.ts'
import type { AnyFigureKind } from '../../../src/vocabulary/figureKind.ts'
import { resolveState } from '../../../src/vocabulary/props/readState.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const kind = declaration as unknown as AnyFigureKind
const written = { id: 'fig-maps', layer: 'conv4', image: 'orange-1' }

describe('<Activations>', () => {
  it('asks for one artifact, and shows the pictures of units that are there', () => {
    expect(requestsWritten('Activations', kind, written, at)).toEqual({
      maps: { kind: 'activations', model: 'lumen', layer: 'conv4', image: 'orange-1' },
    })
    const values = { ...written, channel: -1, model: 'lumen', seed: 3 }
    expect(Object.keys(figureRequests(kind, values, at))).toEqual(['maps'])
    const shown = declaration.shows?.(values, at) ?? {}
    expect(Object.keys(shown)).toEqual(['conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'conv6', 'conv7'])
    expect(shown.conv1).toMatchObject({ kind: 'sheet', seed: 3, units: expect.arrayContaining(['conv1/31']) })
  })

  it.each([
    [
      { layer: 'logits' },
      'invalid layer of <Activations>: "logits" (write one of the layers conv1, conv2, pool2, or of another of the 17 layers from conv1.pre to conv7',
    ],
    [{ layer: 'conv9' }, 'invalid layer of <Activations>: "conv9"'],
    [{ channel: 64 }, 'invalid channel of <Activations>: 64 (write a whole number from -1 to 63'],
    [{ channel: 1.5 }, 'invalid channel of <Activations>: 1.5 (write a whole number from -1 to 63'],
    [{ image: undefined }, 'invalid image of <Activations>: nothing'],
    [{ colour: 1 }, 'unknown prop of <Activations>: colour'],
  ])('refuses %j', (props, message) => {
    expect(() => requestsWritten('Activations', kind, { ...written, ...props }, at)).toThrow(message)
  })

  it('offers layers with positions, and the preactivation asked for', () => {
    const names = (asked: string) => offeredLayers(at.network, asked).map(({ name }) => name)
    expect(names('conv4')).toEqual([
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
    expect(names('conv4.pre')).toContain('conv4.pre')
  })
})

describe('its address', () => {
  const initial = { layer: 'conv4', channel: 39, image: 'orange-1' }
  function from(asked: Record<string, string>) {
    const here = { ...at, pictures: ['orange-1', 'lemon-1'] }
    const { state, refused } = resolveState(declaration, new Map(Object.entries(asked)), initial, here)
    const settled = declaration.settle?.(state as never, here, Object.keys(asked), initial as never) ?? state
    return { state: settled, refused: refused.map(({ name }) => name) }
  }

  it('takes what there is', () => {
    expect(from({ layer: 'conv1', channel: '31', image: 'lemon-1' })).toEqual({
      state: { layer: 'conv1', channel: 31, image: 'lemon-1' },
      refused: [],
    })
  })

  it('leaves what makes no sense, and says so', () => {
    expect(from({ image: '../x', channel: '64' })).toEqual({ state: initial, refused: ['image', 'channel'] })
    expect(from({ layer: 'nope' }).refused).toEqual(['layer'])
  })

  it('drops the channel of another layer', () => {
    expect(from({ layer: 'conv1' }).state.channel).toBe(-1)
  })
})
