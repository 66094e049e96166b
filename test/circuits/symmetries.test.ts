import { expect, it } from 'vitest'
import { applyOperator, kernelOperator } from '../../src/circuits/linear/kernelOperator.ts'
import { movedPicture } from '../../src/circuits/symmetry/movedPicture.ts'
import { symmetries, symmetryNamed } from '../../src/circuits/symmetry/symmetries.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { moveOf, moveText } from '../../src/vocabulary/symmetry.ts'

const names = Object.keys(symmetries)

it.each(names)('%s leaves kernels and pictures as they are where nothing is moved', (name) => {
  const { rest, picture } = symmetryNamed(name)
  const kernel = [...createRng(1).normals(15)]
  expect([...applyOperator(kernelOperator(name, rest, [3, 5]), kernel)]).toEqual(kernel)
  if (!picture) return
  const values = createRng(2).normals(4 * 6 * 3)
  const moved = movedPicture({ height: 4, width: 6, values }, name, rest, [1.5, 2.5])
  moved.forEach((value, i) => expect(value).toBeCloseTo(values[i], 5))
})

it.each(names)('%s places a unit with itself where its kernel is not moved', (name) => {
  const { rest, placements } = symmetryNamed(name)
  const found = placements({ upper: rest, lower: rest, upperPeriod: 360, lowerPeriod: 360, step: 30 })
  expect(found.map(({ relation }) => relation)).toContain(0)
  for (const { by } of found) expect(kernelOperator(name, by, [3, 3]).count).toBe(9)
})

it.each(names)('%s has moves that a picture can make, or none', (name) => {
  const { moves, picture } = symmetryNamed(name)
  expect(moves !== undefined).toBe(picture !== undefined)
  const one = { height: 1, width: 1, values: [0.2, 0.4, 0.6] }
  for (const by of moves ?? []) expect(movedPicture(one, name, by, [0, 0]).every(Number.isFinite)).toBe(true)
  if (!picture) expect(() => movedPicture(one, name, 2, [0, 0])).toThrow(`no moved picture: ${name}`)
})

it.each(names)('%s reads its own words', (name) => {
  const words = symmetryNamed(name)
  expect(moveOf(words, 'itself')).toBe(words.rest)
  const move = words.by === 'mirrored' ? 1 : 2
  expect(moveOf(words, moveText(words, move))).toBe(move)
  expect(() => moveOf(words, 'sideways')).toThrow('family moved by sideways (degrees, a factor, or mirrored)')
})

it('an unknown symmetry is refused with those there are', () => {
  expect(() => symmetryNamed('glide')).toThrow(`unknown symmetry: glide (allowed: ${names.join(', ')})`)
})
