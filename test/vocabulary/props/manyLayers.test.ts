/** What is allowed of a network with more layers than a message can list. */
import { expect, it } from 'vitest'
import type { NetworkLayer } from '../../../src/vocabulary/network.ts'
import type { Prop } from '../../../src/vocabulary/props/prop.ts'
import { layer, unit, units } from '../../../src/vocabulary/props/unit.ts'
import { surroundings } from '../../figures/surroundings.ts'

const at = surroundings()
const [model] = at.network.layers
const many = Array.from({ length: 53 }, (_, i): NetworkLayer => ({
  ...model!,
  name: `block${i}`,
  channels: 8 * (i + 1),
}))
const layers = () => many
const said = (prop: Pick<Prop<string>, 'allowed'>, refused: string) => prop.allowed('unit', at, {}, refused)

it('of a layer that there is, its own units are named, and how many layers there are', () => {
  expect(said(unit({ meaning: '', layers }), 'block7/999')).toBe(
    'a unit of block7/0…63, or of another of the 53 layers from block0 to block52, as in unit="conv4/39"',
  )
})

it('of a layer that there is not, those that are called most alike are', () => {
  const words = said(units({ meaning: '', layers }), 'block3/1 blok11/2')
  expect(words).toMatch(/^units of block11\/0…95, block1\/0…15, /)
  expect(words.length).toBeLessThan(200)
})

it('of nothing that looks like a unit, the first and the last are', () => {
  expect(said(unit({ meaning: '', layers }), '39')).toBe(
    'a unit of one of the 53 layers from block0 to block52, as in unit="conv4/39"',
  )
})

it('the name of a layer is answered with those nearest to it', () => {
  expect(said(layer({ meaning: '', layers }), 'blokc30')).toContain('block30')
})

it('of a network that a message can list, all are', () => {
  const few = () => many.slice(0, 3)
  expect(said(unit({ meaning: '', layers: few }), 'block9/1')).toBe(
    'a unit of block0/0…7, block1/0…15, block2/0…23, as in unit="conv4/39"',
  )
})
