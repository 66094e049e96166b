/**
 * What artifacts are made from besides code and network: each reading is named in the kind's `reads`, so
 * that a change of it makes the artifact anew, and handed to its `compute` by whoever can open files.
 */
import type { FamilyName } from '../vocabulary/unitFamily.ts'
import type { Symmetry } from './exploration.ts'

/** Names of the readings, and what each is asked for. */
interface Asked {
  /** One of `public/pictures` by its name, or a path below `content`. */
  picture: [name: string]
  /** Where things are in a picture of ours. */
  mask: [picture: string]
  /** Our own pictures with their masks. */
  scenes: []
  /** In `content/<article>/claims.ts`. */
  claim: [article: string, id: string]
  /** In `content/<article>/exercises.ts`. */
  exercise: [article: string, id: string]
  /** In `explore.json` of the network; `each` units that are moved alike are kept, the most alike first. */
  family: [model: string, symmetry: Symmetry, family: FamilyName, each: number]
  /** Another network. */
  model: [id: string]
  /** A folder of images on the author's machine, as `content/datasets.json` names it. */
  dataset: [name: string]
}

export type Reading = { [N in keyof Asked]: readonly [N, ...Asked[N]] }[keyof Asked]
