import { describe, expect, it } from 'vitest'
import declaration from '../../../src/figures/facets/declaration.ts'
import { requestsWritten, withModel } from '../../../src/figures/figureRequests.ts'
import { resolveState } from '../../../src/vocabulary/props/readState.ts'
import { resolveProps } from '../../../src/vocabulary/props/resolveProps.ts'
import { SEARCHED } from '../../../src/vocabulary/seededStimuli.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const ask = (written: Record<string, unknown>) =>
  requestsWritten('Facets', declaration, { id: 'fig-a', ...written }, at)

describe('the requests of <Facets>', () => {
  it('are of each unit on its own, and of their pictures', () => {
    expect(ask({ units: 'conv4/9 conv5/3', seed: 2 })).toEqual({
      units: { kind: 'sheet', model: 'lumen', units: ['conv4/9', 'conv5/3'], seed: 0 },
      'conv4/9': { kind: 'facets', model: 'lumen', unit: 'conv4/9', families: [...SEARCHED], seed: 2 },
      'conv5/3': { kind: 'facets', model: 'lumen', unit: 'conv5/3', families: [...SEARCHED], seed: 2 },
    })
    expect(ask({ units: 'conv4/9', families: 'line grating' })['conv4/9']).toMatchObject({
      families: ['line', 'grating'],
    })
  })

  it.each([
    [{}, /^invalid units of <Facets>: nothing \(write up to 8 units of conv2\/0…47, conv3\/0…63, conv4\/0…63/],
    [{ units: 'conv4/64' }, /^invalid units of <Facets>: "conv4\/64"/],
    [{ units: 'conv1/3' }, /^invalid units of <Facets>: "conv1\/3"/],
    [{ units: 'logits/3' }, /^invalid units of <Facets>: "logits\/3"/],
    [{ units: 'conv4/1 conv4/1' }, /^invalid units of <Facets>: "conv4\/1 conv4\/1" .*each once/],
    [
      { units: 'conv4/1', unit: 'conv4/2' },
      'invalid unit of <Facets>: "conv4/2" (write one of conv4/1, as in unit="conv4/1")',
    ],
    [{ units: 'conv4/1', depth: 1 }, /^unknown prop of <Facets>: depth/],
  ])('of %o say what was allowed', (written, message) => {
    expect(() => ask(written)).toThrow(message)
  })
})

it('an address chooses among the author’s units and counts', () => {
  const kind = withModel(declaration)
  const values = resolveProps({ element: 'Facets', ...kind }, { units: 'conv4/9 conv4/39' }, at)
  const stateOf = (unit: string, facets: string) => {
    const { state } = resolveState(kind, new Map(Object.entries({ unit, facets })), values, at)
    return { unit: state.unit, facets: state.facets }
  }
  expect(stateOf('conv4/39', '3')).toEqual({ unit: 'conv4/39', facets: 3 })
  expect(stateOf('conv5/1', '9')).toEqual({ unit: 'conv4/9', facets: 0 })
})
