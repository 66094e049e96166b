import { expect, it } from 'vitest'
import { edits } from '../../../src/vocabulary/props/edits.ts'
import { layerOf } from '../../../src/vocabulary/network.ts'
import { surroundings } from '../../figures/surroundings.ts'

const at = surroundings()
const prop = edits({ meaning: '' })
const read = (text: string) => prop.accept(prop.read(text), at, {})

it('are of units and connections that the network has, also none at all', () => {
  expect(read(' conv3/5>conv4/2*-0.50  conv7/45>logits/187*0')).toBe('conv3/5>conv4/2*-0.5 conv7/45>logits/187*0')
  expect(read('')).toBe('')
  // As text, the smallest factors have an exponent.
  expect(read('conv4/2*0.0000001')).toBe('conv4/2*1e-7')
  expect(read('conv4/2*1e-7')).toBe('conv4/2*1e-7')
})

it.each([
  ['a unit that there is not', 'conv4/64*0'],
  ['a unit without weights', 'pool2/1*0'],
  ['a connection over a layer', 'conv2/5>conv4/2*0'],
  ['a connection from the image', 'input/0>conv1/2*0'],
  ['a lower unit that there is not', 'conv3/64>conv4/2*0'],
  ['a factor out of range', 'conv4/2*99'],
  ['a negative factor of a unit', 'conv4/2*-1'],
  ['the same weights twice', 'conv4/2*0 conv4/2*1'],
  ['no factor', 'conv4/2'],
])('take no %s: %s', (_, text) => {
  expect(read(text)).toBeUndefined()
})

it('take no connection between units of different groups', () => {
  const grouped = surroundings({ model: 'menagerie' })
  const { name, channels, weights } = grouped.network.layers.find((layer) => (layer.weights?.groups ?? 1) > 1)!
  const below = layerOf(grouped.network, weights!.adjacent)!
  const [first, last] = [`${below.name}/0`, `${below.name}/${below.channels - 1}`]
  const accept = (text: string) => prop.accept(prop.read(text), grouped, {})
  expect(accept(`${first}>${name}/0*0`)).toBe(`${first}>${name}/0*0`)
  expect(accept(`${last}>${name}/${channels - 1}*0`)).toBe(`${last}>${name}/${channels - 1}*0`)
  expect(accept(`${last}>${name}/0*0`)).toBeUndefined()
})
