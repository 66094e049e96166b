import { expect, it } from 'vitest'
import { unitFamily } from '../../src/vocabulary/props/unitFamily.ts'
import { formatFamily, parseFamily } from '../../src/vocabulary/unitFamily.ts'
import { surroundings } from '../figures/surroundings.ts'

it('a family is named by its stimuli and its leading unit', () => {
  const family = { stimuli: 'high against low frequencies', lead: 'conv4/52' }
  expect(parseFamily(formatFamily(family))).toEqual(family)
  expect(parseFamily('  curves   conv4/39 ')).toEqual({ stimuli: 'curves', lead: 'conv4/39' })
  for (const text of ['conv4/39', 'curves', 'curves conv4', ''])
    expect(() => parseFamily(text)).toThrow(`invalid family: ${text} (write its stimuli and its leading unit`)
})

it('a prop takes families of units that there are, and of those to choose from one of them', () => {
  const at = surroundings()
  const prop = unitFamily({ meaning: 'a family' })
  expect(prop.accept('curves  conv4/39', at, {})).toBe('curves conv4/39')
  for (const wrong of ['curves conv4/64', 'curves nowhere/1', 'conv4/39', 3])
    expect(prop.accept(wrong, at, {})).toBe(undefined)
  expect(prop.allowed('upper', at, {})).toBe(
    'the stimuli and the leading unit of a family of the exploration page, as in upper="curves conv4/39"',
  )
  const families = ['curves conv4/39', 'lines conv3/43'].map((name) => ({ name, layer: '', period: 360, members: [] }))
  expect(prop.accept('lines conv3/43', { ...at, families }, {})).toBe('lines conv3/43')
  expect(prop.accept('curves conv4/38', { ...at, families }, {})).toBe(undefined)
  expect(prop.allowed('upper', { ...at, families }, {})).toContain(
    'one of the families curves conv4/39, lines conv3/43',
  )
})
