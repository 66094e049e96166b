import { expect, it } from 'vitest'
import { levelPaths, minusPath } from '../../src/widgets/grid.ts'
import { pixels } from '../../src/widgets/pixels.ts'

const grid = { height: 2, width: 3, values: Float32Array.of(1, 1, 0, -0.5, 0, 2) }

it('draws runs of equal pixels as one shape, and nothing where the value is zero', () => {
  expect(levelPaths(grid, 2, 'signed')).toEqual([
    { sign: 'negative', opacity: 0.25, d: 'M0 1h1v1H0z' },
    { sign: 'positive', opacity: 0.5, d: 'M0 0h2v1H0z' },
    { sign: 'positive', opacity: 1, d: 'M2 1h1v1H2z' },
  ])
})

it('brightness 1 is no ink, 0 is black', () => {
  const grey = { height: 1, width: 3, values: Float32Array.of(1, 0.5, 0) }
  expect(levelPaths(grey, 1, 'brightness').map(({ opacity, d }) => [opacity, d])).toEqual([
    [0.5, 'M1 0h1v1H1z'],
    [1, 'M2 0h1v1H2z'],
  ])
})

it('as pixels, the sign is the colour and the size its opacity; what exceeds the scale is full', () => {
  const colours = { positive: [200, 80, 0], negative: [0, 80, 200] }
  expect([...pixels(grid, 1, 'signed', colours)]).toEqual([
    ...[200, 80, 0, 255],
    ...[200, 80, 0, 255],
    ...[0, 80, 200, 0],
    ...[0, 80, 200, 128],
    ...[0, 80, 200, 0],
    ...[200, 80, 0, 255],
  ])
})

it('in print, is marked with a bar where a cell inhibits, but for maps with very many cells', () => {
  const signed = { height: 2, width: 2, values: Float32Array.of(1, -1, -0.1, -0.5) }
  expect(minusPath(signed, 1)).toBe('M1.25 0.5h0.5M1.25 1.5h0.5')
  expect(minusPath(signed, 1, 0.6)).toBe('M1.25 0.5h0.5')
  expect(minusPath({ height: 20, width: 20, values: new Float32Array(400).fill(-1) }, 1)).toBe('')
})
