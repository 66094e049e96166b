/** Two mirrored chains of units and the unit that joins them: responses to heads, weights, and what chance gives; and some of the heads. */
import { z } from 'zod'
import { artifact, json, sheet, type DataOf, type RequestOf } from '../artifact.ts'
import { model, sample, unit } from '../fields.ts'
import { gridSchema } from '../gridSchema.ts'

const pair = z.tuple([unit, unit])
const two = z.tuple([z.number(), z.number()])

/** The lower unit of each chain, and the upper one that it excites. */
const chains = { left: pair, right: pair, union: unit }

const request = z.strictObject({
  kind: z.literal('invariance'),
  model,
  ...chains,
  /** The head that is turned: what the author sets; all else has the family's defaults. */
  sample,
})

const data = z.strictObject({
  /** Poses of the head that is turned, and each unit's response: lower left, lower right, upper left, upper right, union. */
  turn: z.array(z.number()),
  curves: z.array(z.array(z.number())),
  /** Poses of many heads, and each unit's mean response at each pose. */
  poses: z.array(z.number()),
  means: z.array(z.array(z.number())),
  /** How many heads, each in every pose and mirrored. */
  heads: z.int(),
  /** One for each of the five, in that order. */
  preferences: z.array(z.number()),
  /** One for each of both pairs, the lower first. */
  likenesses: two,
  measured: z.strictObject({
    /** The least preference for its own side of the four. */
    separation: z.number(),
    /** The lesser likeness of a left unit to its right counterpart's mirror image. */
    likeness: z.number(),
    /** 1 − |preference| of the unit that joins. */
    evenness: z.number(),
    /** What each chain's lower unit gives to its own upper one, and to the other chain's. */
    along: two,
    across: two,
    /** What each upper unit gives to the unit that joins. */
    joined: two,
    score: z.number(),
  }),
  /** Among all circuits of positive score: the place of this one, how many there are, and the best. */
  rank: z.int(),
  candidates: z.int(),
  best: z.strictObject(chains),
  chance: z.strictObject({
    /** Networks of shuffled weights, and the best score in any; 0 where none has a candidate. */
    networks: z.int(),
    ofNetworks: z.number(),
    /** How often the kernels between the three layers were shuffled under the network's own responses, and the best score then. */
    draws: z.int(),
    ofDraws: z.number(),
  }),
  /** Along the left chain, the right; across from left to right, from right to left; to the union from left, from right. */
  kernels: z.array(gridSchema).length(6),
})

const invariance = artifact({
  request,
  files: { data: json(data), heads: sheet() },
  units: ({ left, right, union }) => [...left, ...right, union],
})
export default invariance

export type InvarianceRequest = RequestOf<typeof invariance>
export type InvarianceData = DataOf<typeof invariance>
