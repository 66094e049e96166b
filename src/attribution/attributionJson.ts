/** The numbers of an attribution as a small file; its maps stand beside it as pictures. */
import type { Completeness } from './integratedGradients.ts'
import type { Guess } from './classify.ts'
import type { Method } from './methods.ts'

export interface AttributionJson {
  /** Pixels of the picture, all cells together. */
  height: number
  width: number
  /** The share of the picture that shows the class, where it is known; a map that knows nothing gets it. */
  chance?: number
  /** What the network takes the picture for. */
  guesses: Guess[]
  maps: {
    method: Method
    /** The magnitude that gets full colour. */
    peak: number
    share?: number | null
    completeness?: Completeness
  }[]
  /** Layers in the order in which they are randomized. */
  layers: string[]
  /** Of each method, one number per count of layers randomized, from 1. */
  sanity: { method: Method; rank: number[]; structure: number[] }[]
}
