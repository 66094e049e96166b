import { describe, expect, it } from 'vitest'
import declaration, { deepest } from '../../../src/figures/circuitDiagram/declaration.ts'
import { grownOf, grownText } from '../../../src/figures/circuitDiagram/growth.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import type { AnyFigureKind } from '../../../src/vocabulary/figureKind.ts'
import { readAddress } from '../readAddress.ts'
import { surroundings } from '../surroundings.ts'

const at = { ...surroundings(), pictures: ['orange-1'] }
const ask = (props: Record<string, unknown>) =>
  requestsWritten('CircuitDiagram', declaration as unknown as AnyFigureKind, { id: 'fig-c', ...props }, surroundings())

describe('<CircuitDiagram>', () => {
  it('asks for its circuit, and for the pictures of every layer that it reaches', () => {
    const { circuit, ...pictures } = ask({ unit: 'conv4/39', grown: 'conv4/39>' })
    expect(circuit).toEqual({
      kind: 'circuitDiagram',
      model: 'lumen',
      unit: 'conv4/39',
      depth: 2,
      top: 3,
      sign: 'both',
      grown: [{ unit: 'conv4/39', way: 'down' }],
      image: null,
    })
    expect(Object.keys(pictures)).toEqual(['conv4', 'conv3', 'conv2', 'conv5'])
    expect(pictures.conv5).toMatchObject({ kind: 'sheet', seed: 0 })
    expect(Object.keys(ask({ unit: 'conv1/3' }))).toEqual(['circuit', 'conv1'])
    expect(ask({ unit: 'conv1/3', image: 'bus-2' }).circuit).toMatchObject({ depth: 0, image: 'bus-2' })
  })

  it.each([
    [{}, 'invalid unit of <CircuitDiagram>: nothing (write a unit of conv1/0…31'],
    [{ unit: 'pool2/1' }, 'invalid unit of <CircuitDiagram>: "pool2/1" (write a unit of conv1/0…31, conv2/0…47'],
    [{ unit: 'conv3/1', depth: 3 }, 'invalid depth of <CircuitDiagram>: 3 (write one of 0, 1, 2, as in depth={0})'],
    [{ unit: 'conv3/1', top: 2.5 }, 'invalid top of <CircuitDiagram>: 2.5 (write one of 1, 2, 3, 4, 5, 6'],
    [{ unit: 'conv3/1', sign: 'up' }, 'invalid sign of <CircuitDiagram>: "up" (write one of both, excite, inhibit'],
    [
      { unit: 'conv3/1', grown: 'conv2/3' },
      'invalid grown of <CircuitDiagram>: "conv2/3" (write units, each with < for the units before it or > for those after, as in grown="conv3/29<,conv4/39>")',
    ],
    [{ unit: 'conv3/1', grown: 'conv2/99<' }, 'invalid grown of <CircuitDiagram>: "conv2/99<"'],
    [{ unit: 'conv3/1', edges: 4 }, 'unknown prop of <CircuitDiagram>: edges (allowed: id, layout, '],
  ])('refuses %o', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })

  it('writes growth as it reads it', () => {
    const text = 'conv3/29<,conv4/39>'
    expect(grownText(grownOf(text))).toBe(text)
    expect(grownOf('')).toEqual([])
  })

  it('counts the layers of units before a unit', () => {
    expect(['conv1/0', 'conv4/39', 'logits/3'].map((unit) => deepest(at.network, unit))).toEqual([0, 3, 7])
  })
})

describe('an address', () => {
  const author = { unit: 'conv4/39', depth: 2, top: 3, sign: 'both', grown: 'conv4/39>', image: '' }
  const read = (asked: Record<string, string>) => readAddress(declaration, author, asked, at)

  it('says what is wanted, and in vain what there is not', () => {
    expect(read({ unit: 'conv9/1', top: '40', sign: 'no', image: 'moon', grown: 'x' })).toEqual({
      state: author,
      refused: ['unit', 'top', 'sign', 'grown', 'image'],
    })
    expect(read({ unit: 'input/0' }).refused).toEqual(['unit'])
    expect(read({ image: 'own' }).refused).toEqual(['image'])
    expect(read({ grown: 'conv3/29<', image: 'orange-1' }).state).toEqual({
      ...author,
      grown: 'conv3/29<',
      image: 'orange-1',
    })
  })

  it('of another unit lets it grow anew, from no more layers than there are before it', () => {
    expect(read({ unit: 'conv2/7' }).state).toEqual({ ...author, unit: 'conv2/7', depth: 1, grown: '' })
    expect(read({ unit: 'conv2/7', grown: 'conv2/7<' }).state.grown).toBe('conv2/7<')
    expect(read({ unit: 'conv2/7', depth: '5' })).toMatchObject({ state: { depth: 1 }, refused: ['depth'] })
  })
})
