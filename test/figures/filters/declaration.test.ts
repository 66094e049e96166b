import { describe, expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import filters from '../../../src/figures/filters/declaration.ts'
import { resolveState, textsOf } from '../../../src/vocabulary/props/readState.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const ask = (props: Record<string, unknown>) =>
  requestsWritten('Filters', figureKinds.Filters!.kind, { id: 'fig-a', ...props }, at)

describe('<Filters>', () => {
  it('asks for kernels, and for the pictures of the units on both sides', () => {
    const { kernels, ...sheets } = ask({ unit: 'conv4/39', count: 12 })
    expect(kernels).toEqual({ kind: 'filters', model: 'lumen', layer: 'conv4', channel: 39, count: 12 })
    expect(Object.values(sheets).map(({ units }) => (units as string[]).length)).toEqual([64, 64])
    const first = ask({ layer: 'conv1' })
    expect(Object.keys(first)).toEqual(['kernels', 'units'])
    expect(first.kernels).toMatchObject({ layer: 'conv1', channel: null, count: 48 })
  })

  it.each([
    [{}, '<Filters> takes either layer="conv1" or unit="conv4/39"'],
    [{ layer: 'conv1', unit: 'conv2/2' }, '<Filters> takes either layer="conv1" or unit="conv4/39"'],
    [
      { layer: 'logits' },
      'invalid layer of <Filters>: "logits" (write one of the layers conv1, conv2, conv3, conv4, conv5, conv6, conv7, as in layer="conv4")',
    ],
    [{ unit: 'conv4/64' }, 'invalid unit of <Filters>: "conv4/64" (write a unit of conv1/0…31, '],
    [{ layer: 'conv1', count: 1.5 }, 'invalid count of <Filters>: 1.5 (write a whole number from 1 to 512'],
    [
      { layer: 'conv1', channel: 3 },
      'unknown prop of <Filters>: channel (allowed: id, layout, model, seed, unit, layer, count)',
    ],
  ])('refuses %j', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

describe('the address', () => {
  const initial = { unit: 'conv4/39', layer: 'conv4', channel: 39, count: 48 }
  const asked = (...entries: [string, string][]) => {
    const { state } = resolveState(filters, new Map(entries), initial, at)
    const { layer, channel } = state as typeof initial
    return filters.settle?.(
      { layer, channel },
      at,
      entries.map(([name]) => name),
      { layer: initial.layer, channel: initial.channel },
    )
  }

  it('keeps to what there is where it asks for more', () => {
    expect(asked(['layer', 'conv1'])).toEqual({ layer: 'conv1', channel: -1 })
    expect(asked(['channel', '-1'])).toEqual({ layer: 'conv4', channel: -1 })
    expect(asked(['layer', 'conv1'], ['channel', '32'])).toEqual({ layer: 'conv1', channel: -1 })
    expect(asked(['layer', 'pool2'], ['channel', 'x'])).toEqual({ layer: 'conv4', channel: 39 })
  })

  it('gives back the author’s channel in another layer', () => {
    const texts = textsOf(filters.props, { ...initial, layer: 'conv3' }, initial)
    expect(texts).toEqual({ layer: 'conv3', channel: undefined })
    expect(asked(['layer', 'conv3'])).toEqual({ layer: 'conv3', channel: 39 })
  })
})
