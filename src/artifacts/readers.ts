/** How `compute` gets what its kind names in `reads`: implemented by whoever can open files. */
import type { Scene } from '../circuits/edits/evaluationSet.ts'
import type { Claim } from '../model/claim.ts'
import type { Exercise } from '../model/exercise.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import type { FamilyName, UnitFamily } from '../vocabulary/unitFamily.ts'
import type { Model } from '../model/model.ts'
import type { Symmetry } from './exploration.ts'

export interface Readers {
  /** RGB in 0 … 255, row by row: the middle of the picture, of these pixels. */
  picture(name: string, height: number, width: number): Promise<Uint8Array>
  /** Undefined for pictures that are not ours. */
  mask(picture: string): Promise<Mask | undefined>
  /** Those of which the network knows every class. */
  scenes(table: LayerTable): Promise<Scene[]>
  claim(article: string, id: string): Claim
  exercise(article: string, id: string): Exercise
  family(model: string, symmetry: Symmetry, family: FamilyName, each: number): UnitFamily
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
  /** The name of each image's class. */
  labels: readonly string[]
  /** RGB in [0, 1], `height · width · 3` values: the middle of the image. */
  image(index: number, height: number, width: number): Promise<Float32Array>
}
