/** Families of a network's units as `explore.json` holds them, in numbers. */
import type { EquivariantFamily, Exploration, Symmetry } from './exploration.ts'

export interface FamilyName {
  /** Title of the stimuli that they were found with, as in `curves`. */
  stimuli: string
  /** The unit that the others are moved copies of, as in `conv4/39`. */
  lead: string
}

export interface FoundFamily {
  layer: string
  /** Degrees after which a turned unit is itself again. */
  period: number
  /** By how they are moved: degrees, a factor of scale, or 1 for mirrored. */
  members: { channel: number; by: number }[]
}

/** As authors write it: `curves conv4/39`. */
export const formatFamily = ({ stimuli, lead }: FamilyName): string => `${stimuli} ${lead}`

/**
 * @param text as in `curves conv4/39`
 * @returns undefined where it is not of that form
 */
export function parseFamily(text: string): FamilyName | undefined {
  const match = /^(\S.*?)\s+(\S+\/\d+)$/.exec(text.trim())
  return match ? { stimuli: match[1]!, lead: match[2]! } : undefined
}

export const nameOf = ({ title, members }: EquivariantFamily): FamilyName => ({
  stimuli: title,
  lead: members[0]!.unit,
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
): FoundFamily {
  const layer = lead.slice(0, lead.lastIndexOf('/'))
  const all = exploration.families.filter((family) => family.symmetry === symmetry)
  const family = all.find(({ title, members }) => title === stimuli && members[0]!.unit === lead)
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
