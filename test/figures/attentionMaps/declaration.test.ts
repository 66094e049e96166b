import { describe, expect, it } from 'vitest'
import declaration from '../../../src/figures/attentionMaps/declaration.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import type { AnyFigureKind } from '../../../src/vocabulary/figureKind.ts'
import { readAddress } from '../readAddress.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings({ model: 'mosaic', models: ['mosaic', 'lumen'] })
const kind = declaration as unknown as AnyFigureKind
const written = { id: 'fig-heads', model: 'mosaic', image: 'teapot-1' }
const asked = (props: Record<string, unknown>) => requestsWritten('AttentionMaps', kind, { ...written, ...props }, at)

describe('<AttentionMaps>', () => {
  it('asks for one artifact, which block and head are not part of', () => {
    const request = { kind: 'attentionMaps', model: 'mosaic', image: 'teapot-1', token: 28 }
    expect(asked({ block: 3, head: 2, token: 28 })).toEqual({ attention: request })
    expect(asked({ block: 6, head: 4, token: 28 })).toEqual({ attention: request })
    expect(asked({})).toEqual({ attention: { ...request, token: 0 } })
  })

  it.each([
    [{ block: 0 }, 'invalid block of <AttentionMaps>: 0 (write a whole number from 1 to 6'],
    [{ block: 7 }, 'invalid block of <AttentionMaps>: 7 (write a whole number from 1 to 6'],
    [{ head: 5 }, 'invalid head of <AttentionMaps>: 5 (write a whole number from 1 to 4'],
    [{ token: 65 }, 'invalid token of <AttentionMaps>: 65 (write a whole number from 0 to 64'],
    [{ token: 1.5 }, 'invalid token of <AttentionMaps>: 1.5'],
    [{ image: undefined }, 'invalid image of <AttentionMaps>: nothing'],
  ])('refuses %j', (props, message) => {
    expect(() => asked(props)).toThrow(message)
  })

  it('refuses a network without attention', () => {
    const lumen = surroundings()
    expect(() => requestsWritten('AttentionMaps', kind, { ...written, model: 'lumen' }, lumen)).toThrow(
      'shows what transformers attend to, and lumen has no attention',
    )
  })
})

describe('its address', () => {
  const initial = { image: 'teapot-1', block: 3, head: 2, token: 28 }
  const from = (entries: Record<string, string>) => readAddress(declaration, initial, entries, at)

  it('changes what it names', () => {
    expect(from({ block: '5', head: '4', token: '0' })).toEqual({
      state: { ...initial, block: 5, head: 4, token: 0 },
      refused: [],
    })
  })

  it.each([
    ['block', '7'],
    ['head', '0'],
    ['token', '65'],
    ['token', 'class'],
  ])('asking for %s=%s changes nothing', (name, value) => {
    expect(from({ [name]: value })).toEqual({ state: initial, refused: [name] })
  })
})
