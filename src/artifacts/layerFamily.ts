/** The schema of a family of units of one layer, as `foundFamily` finds it. */
import { z } from 'zod'

export const members = z.array(
  z.strictObject({
    channel: z.int(),
    /** How it is moved against the family's lead: degrees, a factor of scale, or 1 for mirrored. */
    by: z.number(),
  }),
)

export const layerFamily = z.strictObject({
  /** As in `conv4`. */
  layer: z.string(),
  /** Degrees after which a turned unit is itself again. */
  period: z.number(),
  members,
})
