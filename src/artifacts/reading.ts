/**
 * What artifacts are made from besides code and network: each reading is named in the kind's `reads`, so
 * that a change of it makes the artifact anew, and handed to its `compute` by whoever can open files.
 */
import type { Scene } from '../circuits/edits/evaluationSet.ts'
import type { Claim } from '../model/claim.ts'
import type { Exercise } from '../model/exercise.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import type { Model } from '../model/model.ts'
import type { Symmetry } from './exploration.ts'
import type { FamilyName, FoundFamily } from './families.ts'

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

export interface Readers {
  /** RGB in 0 … 255, row by row, `size` pixels wide and high. */
  picture(name: string, size: number): Promise<Uint8Array>
  /** Undefined for pictures that are not ours. */
  mask(picture: string): Promise<Mask | undefined>
  /** Those of which the network knows every class. */
  scenes(table: LayerTable): Promise<Scene[]>
  claim(article: string, id: string): Claim
  exercise(article: string, id: string): Exercise
  family(model: string, symmetry: Symmetry, family: FamilyName, each: number): FoundFamily
  /** The network on the current backend; the caller disposes of it. */
  model(id: string): Model
  dataset(name: string): ImageSet
}

export interface Mask {
  /** What can be seen, as networks name it. */
  classes: readonly string[]
  /** Pixels of a side. */
  size: number
  /** One number per pixel: 0 nothing, 1 the first of `classes`, 2 the second. */
  levels: Uint8Array
}

export interface ImageSet {
  /** Of each image the name of its class. */
  labels: readonly string[]
  /** RGB in [0, 1], `size · size · 3` values. */
  image(index: number, size: number): Promise<Float32Array>
}
