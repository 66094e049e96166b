/** Families of a network's units, moved copies of each other, as explorations find them and authors name them. */

export interface FamilyName {
  /** Title of the stimuli that they were found with, as in `curves`. */
  stimuli: string
  /** The unit that the others are moved copies of, as in `conv4/39`. */
  lead: string
}

export interface UnitFamily {
  /** As in `conv4`. */
  layer: string
  /** Degrees after which a turned unit is itself again. */
  period: number
  /** By how they are moved: degrees, a factor of scale, or 1 for mirrored. */
  members: { channel: number; by: number }[]
}

/** A family that a reader can choose. */
export interface NamedFamily extends UnitFamily {
  /** As in `curves conv4/39`. */
  name: string
}

/** As authors write it: `curves conv4/39`. */
export const formatFamily = ({ stimuli, lead }: FamilyName): string => `${stimuli} ${lead}`

/**
 * @param text as in `curves conv4/39`
 * @throws Error where it is not of that form
 */
export function parseFamily(text: string): FamilyName {
  const [, stimuli, lead] = /^(\S.*?)\s+(\S+\/\d+)$/.exec(text.trim()) ?? []
  if (stimuli !== undefined && lead !== undefined) return { stimuli, lead }
  throw new Error(`invalid family: ${text} (write its stimuli and its leading unit, as in curves conv4/39)`)
}
