import { describe, expect, it } from 'vitest'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import declaration from '../../../src/figures/universality/declaration.ts'
import type { AnyFigureKind } from '../../../src/vocabulary/figureKind.ts'
import { SEARCHED } from '../../../src/vocabulary/seededStimuli.ts'
import { readAddress } from '../readAddress.ts'
import { surroundings } from '../surroundings.ts'

const ask = (props: Record<string, unknown>, models = ['lumen', 'twin-a']) =>
  requestsWritten(
    'Universality',
    declaration as unknown as AnyFigureKind,
    { id: 'fig-a', layer: 'conv2', ...props },
    surroundings({ models }),
  )

describe('<Universality>', () => {
  it('asks for the likeness of the layers that are paired, and for pictures of both', () => {
    const { matches, own, other } = ask({ layer: 'conv4', other: 'prism', otherLayer: 'mixed4', detector: 'highLow' }, [
      'lumen',
      'prism',
    ])
    expect(matches).toEqual({
      kind: 'universality',
      model: 'lumen',
      other: 'prism',
      layer: 'conv4',
      otherLayer: 'mixed4',
      families: SEARCHED,
      detector: 'highLow',
    })
    expect(own).toMatchObject({ kind: 'sheet', model: 'lumen' })
    expect(other).toMatchObject({ kind: 'sheet', model: 'prism' })
    expect((other as unknown as { units: string[] }).units).toHaveLength(88)
  })

  it('takes the layer of the same name where none is paired, and the pictures that are listed', () => {
    const { matches, own, other } = ask({ other: 'twin-a', units: 'conv2/3 conv2/1', otherUnits: 'conv2/0' })
    expect(matches).toMatchObject({ layer: 'conv2', otherLayer: 'conv2', detector: 'curve' })
    expect(own).toMatchObject({ units: ['conv2/3', 'conv2/1'] })
    expect(other).toMatchObject({ model: 'twin-a', units: ['conv2/0'] })
  })

  it.each([
    [
      { other: 'twin-a', layer: 'pool2' },
      'invalid layer of <Universality>: "pool2" (write one of the layers conv1, conv2,',
    ],
    [{ other: 'twin-a', layer: 'logits' }, 'invalid layer of <Universality>: "logits"'],
    [{ other: 'lumen' }, '<Universality> compares lumen with itself (write another network, as in other="…")'],
    [{}, 'invalid other of <Universality>: nothing'],
    [
      { other: 'twin-a', detector: 'cat' },
      'invalid detector of <Universality>: "cat" (write one of curve, colourContrast, highLow',
    ],
    [{ other: 'nobody' }, 'unknown model: nobody'],
    [
      { layer: 'conv4', other: 'twin-a' },
      '<Universality> compares a layer of twin-a, which has no conv4 to compare (write otherLayer as one of conv1, conv2)',
    ],
    [
      { layer: 'conv4', other: 'prism', otherLayer: 'pool4' },
      'prism, which has no pool4 to compare (write otherLayer as one of conv1, conv2, mixed3.b1x1, mixed3.b3x3, mixed3.b5x5, mixed3,',
    ],
  ])('%j is refused', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

describe('an address', () => {
  const author = { layer: 'conv2', other: 'twin-a', unit: 2 }
  const read = (asked: Record<string, string>) => readAddress(declaration, author, asked, surroundings())

  it('says which unit is wanted, and asks in vain for one that there is not', () => {
    expect(read({ unit: '7' })).toEqual({ state: { unit: 7 }, refused: [] })
    expect(read({ unit: '48' })).toEqual({ state: { unit: 2 }, refused: ['unit'] })
  })
})
