import { describe, expect, it } from 'vitest'
import { readExploration } from '../../precompute/readExploration.ts'
import { foundFamily, nameOf } from '../../src/artifacts/families.ts'
import { formatFamily, parseFamily } from '../../src/vocabulary/unitFamily.ts'

describe('families of an exploration', () => {
  const exploration = readExploration('lumen')

  it('are found by their stimuli and lead, and every name leads back to its family', () => {
    for (const family of exploration.families) {
      const name = parseFamily(formatFamily(nameOf(family)))
      const { members, layer } = foundFamily(exploration, family.symmetry, name)
      expect(layer).toBe(family.layer)
      expect(members.map(({ channel }) => `${layer}/${channel}`).sort()).toEqual(
        family.members.map(({ unit }) => unit).sort(),
      )
      for (const { by } of members) expect(Number.isFinite(by)).toBe(true)
    }
  })

  it('keep of those that are turned alike the most alike', () => {
    const name = { stimuli: 'lines', lead: 'conv3/43' }
    const all = foundFamily(exploration, 'rotation', name)
    const one = foundFamily(exploration, 'rotation', name, 1)
    expect([all.period, one.period]).toEqual([180, 180])
    const turns = one.members.map(({ by }) => by)
    expect(turns).toEqual([...new Set(all.members.map(({ by }) => by))])
    const family = exploration.families.find(
      ({ title, members }) => title === 'lines' && members[0]!.unit === 'conv3/43',
    )!
    for (const { channel, by } of one.members) {
      const rivals = family.members.filter((each) => (each.by === 'itself' ? 0 : Number.parseInt(each.by)) === by)
      const best = Math.max(...rivals.map(({ likeness }) => likeness))
      expect(rivals.find(({ unit }) => unit === `conv3/${channel}`)!.likeness).toBe(best)
    }
  })

  it('that are not there are told with those that are', () => {
    expect(() => foundFamily(exploration, 'rotation', { stimuli: 'spirals', lead: 'conv4/9' })).toThrow(
      /^unknown family: spirals conv4\/9 \(rotation families of conv4 in explore.json of lumen: curves conv4\/39, curves conv4\/38/,
    )
    expect(() => foundFamily(exploration, 'hue', { stimuli: 'lines', lead: 'conv7/9' })).toThrow(
      '(hue families of conv7 in explore.json of lumen: none)',
    )
  })
})
