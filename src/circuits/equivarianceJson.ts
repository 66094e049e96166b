/** A family on a moved picture, and its weights, moved: the first frame of a figure, as a small file. */
import type { Member } from './kernels/familyTemplate.ts'

export interface EquivarianceJson {
  movement: string
  layer: string
  members: Member[]
  moves: number[]
  /** One list per member, one value per move. */
  responses: number[][]
  /** The cosine between its weights on the image and the lead's, moved. */
  cosines: number[][]
  /** Captions of the pictures to turn; the first is that of `responses`. */
  stimuli: string[]
  /** Side in pixels of what a unit sees. */
  field: number
}
