import { expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import factors from '../../../src/figures/factors/declaration.ts'
import { requestsWritten, withModel } from '../../../src/figures/figureRequests.ts'
import { resolveProps } from '../../../src/vocabulary/props/resolveProps.ts'
import { readAddress } from '../readAddress.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const { kind } = figureKinds.Factors
const ask = (props: Record<string, unknown>) => requestsWritten('Factors', kind, { id: 'fig-factors', ...props }, at)

it('asks for the factors, for the unit’s picture, and for those of all units below', () => {
  const { factors, own, lower } = ask({ unit: 'conv5/14', factors: 3 })
  expect(factors).toEqual({ kind: 'factors', model: 'lumen', unit: 'conv5/14', below: 'conv4', count: 3, seed: 0 })
  expect(own).toMatchObject({ kind: 'sheet', units: ['conv5/14'] })
  const { units } = lower as unknown as { units: string[] }
  expect(units).toHaveLength(64)
  expect(units.at(-1)).toBe('conv4/63')
})

it.each([
  [{}, 'invalid unit of <Factors>: nothing (write a unit of conv2/0…47'],
  [{ unit: 'conv1/3' }, 'invalid unit of <Factors>: "conv1/3" (write a unit of conv2/0…47'],
  [{ unit: 'logits/3' }, 'invalid unit of <Factors>: "logits/3" (write a unit of conv2/0…47'],
  [
    { unit: 'conv4/44', factors: 5 },
    'invalid factors of <Factors>: 5 (write a whole number from 1 to 4, as in factors={2})',
  ],
  [{ unit: 'conv4/44', factors: 1.5 }, 'invalid factors of <Factors>: 1.5 (write a whole number from 1 to 4'],
  [
    { unit: 'conv4/44', count: 2 },
    'unknown prop of <Factors>: count (allowed: id, layout, model, seed, unit, factors)',
  ],
])('refuses %o', (props, message) => {
  expect(() => ask(props)).toThrow(message)
})

it('reads its state from an address; what makes no sense there is left as it was', () => {
  const values = resolveProps({ element: 'Factors', ...withModel(kind) }, { id: 'fig-factors', unit: 'conv4/44' }, at)
  const read = (asked: Record<string, string>) => readAddress(factors, values, asked, at)
  const initial = { unit: 44, factors: 2, seed: 0 }
  expect(read({})).toEqual({ state: initial, refused: [] })
  expect(read({ unit: '52', factors: '4', seed: '7' }).state).toEqual({ unit: 52, factors: 4, seed: 7 })
  expect(read({ unit: '64', factors: '0', seed: '-1' })).toEqual({
    state: initial,
    refused: ['unit', 'factors', 'seed'],
  })
  expect(read({ unit: 'x', factors: '2.5', seed: '' }).state).toEqual(initial)
})
