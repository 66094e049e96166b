/** Fields that requests of several kinds have. */
import { z } from 'zod'

/** The network's id. */
export const model = z.string()
/** A reference as in `conv4/17`, `conv4.pre/17` or `logits/24`. */
export const unit = z.string()
export const seed = z.int().min(0)
/** A picture: one of `public/pictures` by its name, or a path below `content`. */
export const picture = z.string()
/** A family of units in `explore.json`: the title of its stimuli, and the unit that the others are copies of. */
export const family = z.strictObject({ stimuli: z.string(), lead: unit })
/** How many units that are moved alike are kept, the most alike first. */
export const each = z.int().positive()
/** Families of seeded stimuli, by name; they take turns in this order. */
export const families = z.array(z.string()).min(1)
/** Attribution methods, by name, in the order in which they are shown. */
export const methods = z.array(z.string()).min(1)
/** What the author sets of a stimulus, by parameter; all else has the family's defaults. */
export const sample = z.record(z.string(), z.number())
