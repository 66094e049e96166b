import { expect, it } from 'vitest'
import { levelPaths } from '../../src/widgets/grid.ts'
import { pixels } from '../../src/widgets/pixels.ts'
import { formatNumber, formatSigned, roundUp } from '../../src/widgets/number.ts'
import { readState } from '../../src/widgets/urlState.ts'
import { withState } from '../../src/widgets/writeState.ts'

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

it('a scale ends at a round number', () => {
  expect([0, 0.011, 1, 1.01, 8.3, 9.5, 14.5, 20].map(roundUp)).toEqual([1, 0.012, 1, 1.2, 9, 10, 15, 20])
})

it('numbers have a true minus sign, and no minus zero', () => {
  expect([formatNumber(-1.255), formatNumber(-0.001), formatSigned(2), formatSigned(-2)]).toEqual([
    '−1.25',
    '0.00',
    '+2.00',
    '−2.00',
  ])
})

it('an address holds what differs from the author’s own, readably, and keeps other figures’ entries', () => {
  const initial = { unit: 'conv4/39@8,8', angle: 75 }
  const state = { unit: 'conv1/3@16,16', angle: 75 }
  const address = 'https://example.org/a/b/?anatomy.angle=20&curves.x=3#top'
  expect(withState(address, 'fig-anatomy', state, initial)).toBe(
    'https://example.org/a/b/?curves.x=3&anatomy.unit=conv1/3@16,16#fig-anatomy',
  )
  expect(withState(address, 'fig-anatomy', initial, initial)).toBe('https://example.org/a/b/?curves.x=3#fig-anatomy')
  expect(readState('fig-anatomy', ['unit', 'angle'], '?anatomy.angle=20&curves.unit=a')).toEqual(
    new Map([['angle', '20']]),
  )
})
