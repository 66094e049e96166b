import { expect, it } from 'vitest'
import {
  familiesOf,
  likeness,
  likenesses,
  matchesOf,
  quantile,
  searchesOf,
} from '../../../precompute/exploration/equivariance.ts'
import { cells, DRAWS, protocols, stimuliOf } from '../../../precompute/exploration/protocols.ts'
import { correlation, curveThrough, selectivity, tuned } from '../../../precompute/exploration/selectivity.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'
import { everyParameter } from '../../../src/vocabulary/stimulus.ts'
import { familyNamed } from '../../../src/stimuli/families.ts'

const curves = protocols.find(({ title }) => title === 'curves')!
const heads = protocols.find(({ title }) => title === 'heads')!
const gratings = protocols.find(({ title }) => title === 'gratings')!

/** Responses of a unit that prefers a direction and a curvature, with noise. */
function unit(prefers: number, curvature: number, noise: number, seed: number) {
  const rng = createRng(seed)
  return stimuliOf(curves).map((stimulus) => {
    const away = (((stimulus.angle as number) - prefers) * Math.PI) / 180
    const bend = Math.abs((stimulus.curvature as number) - curvature) / 0.05
    return Math.max(0, Math.exp(4 * (Math.cos(away) - 1) - bend) + noise * rng.normal())
  })
}

it('every parameter of a protocol is one of its family, and stimuli are seeded', () => {
  for (const protocol of protocols) {
    const stimuli = stimuliOf(protocol)
    expect(stimuli).toHaveLength(cells(protocol) * DRAWS)
    const known = [...Object.keys(everyParameter(familyNamed(protocol.family))), 'figure', 'ground']
    for (const name of Object.keys(stimuli[0])) expect(known).toContain(name)
    expect(stimuliOf(protocol)).toEqual(stimuli)
  }
})

it('both halves of the draws are dark on light as often as light on dark', () => {
  const figures = stimuliOf(curves)
    .slice(0, DRAWS)
    .map(({ figure }) => String(figure))
  expect(figures[0]).toBe(figures[1])
  expect(figures[2]).toBe(figures[3])
  expect(figures[0]).not.toBe(figures[2])
})

it('correlation is Pearson’s, 0 for what does not vary', () => {
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1)
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1)
  expect(correlation([1, 2, 4], [1, 3, 2])).toBeCloseTo(0.3273268)
  expect(correlation([5, 5, 5], [1, 2, 3])).toBe(0)
})

it('a unit’s preference, selectivity and reliability are found', () => {
  const found = tuned(unit(90, 0.1, 0.02, 1))
  const curve = curveThrough(curves, found, 0)
  expect(curve.indexOf(Math.max(...curve)) * 15).toBe(90)
  expect(found.reliability).toBeGreaterThan(0.95)
  expect(selectivity(curves.axes[0], curve)).toBeGreaterThan(0.8)
  expect(tuned(createRng(3).normals(cells(curves) * DRAWS)).reliability).toBeLessThan(0.3)
})

it('selectivity runs from 0 to 1', () => {
  expect(selectivity({ values: [1, 2, 4, 8] }, [0, 3, 0, 0])).toBeCloseTo(1)
  expect(selectivity({ values: [1, 2, 4, 8] }, [2, 2, 2, 2])).toBeCloseTo(0)
  expect(selectivity({ values: [0, 90, 180, 270], period: 360 }, [1, 1, 1, 1])).toBeCloseTo(0)
  expect(selectivity({ values: [0, 90, 180, 270], period: 360 }, [0, 1, 0, 0])).toBeCloseTo(1)
})

it('units that are turned copies of one another are one family, with the turn between them; others are none', () => {
  const turned = [90, 135, 210, 300].map((angle, i) => tuned(unit(angle, 0.1, 0.02, i)))
  const stranger = tuned(createRng(9).normals(cells(curves) * DRAWS))
  const [search] = searchesOf(curves)
  const matches = matchesOf(search, [...turned, stranger, undefined])
  const [family, ...rest] = familiesOf(search, matches, 0.9)
  expect(rest).toEqual([])
  expect(family.map(({ unit, by }) => [unit, search.transformations[by].text])).toEqual([
    [0, '0°'],
    [1, '45°'],
    [2, '120°'],
    [3, '210°'],
  ])
  expect(likenesses(matches)).toHaveLength(20)
})

it('the fast likeness of a turn is the plain one', () => {
  const [a, b] = [tuned(unit(90, 0.1, 0.3, 1)), tuned(unit(200, 0.03, 0.3, 2))]
  const [search] = searchesOf(curves)
  const { likeness: fast, by } = matchesOf(search, [a, b])[0][1]!
  const slow = search.transformations.map(({ from }) => likeness(a.mean, b.mean, from))
  expect(fast).toBeCloseTo(Math.max(...slow), 10)
  expect(by).toBe(slow.indexOf(Math.max(...slow)))
})

it('a scale leaves out what lies beyond the ends, a mirror turns poses around', () => {
  const scale = searchesOf(gratings).find(({ symmetry }) => symmetry === 'scale')!
  expect(scale.transformations.map(({ text }) => text)).toEqual([
    '× 1.0',
    '× 1.4',
    '× 0.71',
    '× 2.0',
    '× 0.50',
    '× 2.8',
    '× 0.35',
    '× 4.0',
    '× 0.25',
  ])
  expect([...scale.transformations[3].from.slice(0, 4)]).toEqual([-1, -1, 0, 1])
  const [mirror] = searchesOf(heads)
  expect(mirror.symmetry).toBe('reflection')
  // The first pose, tilt and size becomes the last pose and tilt, of the first size.
  expect(mirror.transformations[0].from[0]).toBe(4 * 9 + 2 * 3)
})

it('a quantile is a value among those given', () => {
  expect(quantile([3, 1, 2, 4], 0.5, 0)).toBe(3)
  expect(quantile([], 0.5, 0.7)).toBe(0.7)
})
