/** Families of a network's units as `explore.json` holds them, in numbers. */
import { formatFamily, type FamilyName, type UnitFamily } from '../vocabulary/unitFamily.ts'
import type { EquivariantFamily, Exploration, Symmetry } from './exploration.ts'

export const nameOf = ({ title, members }: EquivariantFamily): FamilyName => ({
  stimuli: title,
  lead: members[0].unit,
})

/**
 * The members of a family in order.
 * @param each how many to keep of those that are moved alike, the most alike first
 * @throws Error listing the families of that layer where there is no such
 */
export function foundFamily(
  exploration: Exploration,
  symmetry: Symmetry,
  { stimuli, lead }: FamilyName,
  each = Infinity,
): UnitFamily {
  const layer = lead.slice(0, lead.lastIndexOf('/'))
  const all = exploration.families.filter((family) => family.symmetry === symmetry)
  const family = all.find(({ title, members }) => title === stimuli && members[0].unit === lead)
  if (!family) {
    const known = all.filter((other) => other.layer === layer).map((other) => formatFamily(nameOf(other)))
    throw new Error(
      `unknown family: ${stimuli} ${lead} (${symmetry} families of ${layer} in explore.json of ${exploration.model}: ${known.join(', ') || 'none'})`,
    )
  }
  const kept = new Map<number, number>()
  const members = [...family.members]
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ unit, by }) => ({
      channel: Number(unit.slice(unit.lastIndexOf('/') + 1)),
      by: movement(symmetry, by),
    }))
    .filter(({ by }) => {
      const count = (kept.get(by) ?? 0) + 1
      kept.set(by, count)
      return count <= each
    })
    .sort((a, b) => a.by - b.by || a.channel - b.channel)
  return { layer, period: periodOf(exploration, symmetry, stimuli), members }
}

function movement(symmetry: Symmetry, by: string): number {
  if (by === 'itself') return symmetry === 'scale' ? 1 : 0
  if (by === 'mirrored') return 1
  const value = Number(by.replace(/[×°\s]/g, ''))
  if (!Number.isFinite(value)) throw new Error(`family moved by ${by} (degrees, a factor, or mirrored)`)
  return value
}

function periodOf({ rankings }: Exploration, symmetry: Symmetry, stimuli: string): number {
  if (symmetry !== 'rotation') return 360
  const ranking = rankings.find(({ title, parameter }) => title === stimuli && parameter === 'angle')
  if (ranking?.period) return ranking.period
  throw new Error(`explore.json does not say after how many degrees ${stimuli} are the same again`)
}
