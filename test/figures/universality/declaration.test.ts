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
  it('asks for nothing while no other network is named, however many there are', () => {
    for (const models of [['lumen'], ['lumen', 'twin-a'], ['lumen', 'twin-a', 'twin-b']])
      expect(ask({}, models)).toEqual({})
  })

  it('asks for the matches and both layers’ pictures of the networks named', () => {
    const { matches, own, other } = ask({ other: 'twin-a' })
    expect(matches).toEqual({
      kind: 'universality',
      model: 'lumen',
      other: 'twin-a',
      layer: 'conv2',
      families: SEARCHED,
      family: 'line',
      over: 'angle',
    })
    expect(own).toMatchObject({ kind: 'sheet', model: 'lumen' })
    expect(other).toMatchObject({ kind: 'sheet', model: 'twin-a' })
    expect((other as unknown as { units: string[] }).units).toHaveLength(16)
    expect(ask({ other: 'twin-a', family: 'grating' }).matches).toMatchObject({ over: 'angle' })
  })

  it.each([
    [{ layer: 'pool2' }, 'invalid layer of <Universality>: "pool2" (write one of the layers conv1, conv2,'],
    [{ layer: 'logits' }, 'invalid layer of <Universality>: "logits"'],
    [{ other: 'lumen' }, '<Universality> compares lumen with itself (write another network, as in other="…")'],
    [{ family: 'cat' }, 'invalid family of <Universality>: "cat" (write one of curve, line,'],
    [{ over: 'size' }, 'invalid over of <Universality>: "size" (write one of angle,'],
    [{ other: 'nobody' }, 'unknown model: nobody'],
    [
      { layer: 'conv4', other: 'twin-a' },
      '<Universality> compares a convolution of both networks: twin-a has no conv4 (allowed: conv1, conv2',
    ],
  ])('%j is refused', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

describe('an address', () => {
  const author = { layer: 'conv2', other: 'twin-a', unit: 2, family: 'line', over: 'x' }
  const read = (asked: Record<string, string>) => readAddress(declaration, author, asked, surroundings())

  it('says what is wanted, and other stimuli bring their own parameter', () => {
    expect(read({ unit: '7', family: 'grating', over: 'wavelength' })).toEqual({
      state: { unit: 7, family: 'grating', over: 'wavelength' },
      refused: [],
    })
    expect(read({ family: 'grating' }).state).toEqual({ unit: 2, family: 'grating', over: 'angle' })
  })

  it('asks in vain for what there is not', () => {
    expect(read({ unit: '48', family: 'cat', over: 'wavelength' })).toEqual({
      state: { unit: 2, family: 'line', over: 'x' },
      refused: ['unit', 'family', 'over'],
    })
  })
})
