/** The numbers of an attribution as a small file; its maps stand beside it as pictures. */
import type { Completeness } from './method.ts'
import type { Guess } from './classify.ts'

export interface AttributionJson {
  /** Pixels of the picture, all cells together. */
  height: number
  width: number
  /** The share of the picture that shows the class, where it is known; a map that knows nothing gets it. */
  chance?: number
  /** What the network takes the picture for. */
  guesses: Guess[]
  maps: {
    method: string
    /** The magnitude that gets full colour. */
    peak: number
    share?: number | null
    completeness?: Completeness
  }[]
  /** Layers in the order in which they are randomized. */
  layers: string[]
  /** Of each method, one number per count of layers randomized, from 1. */
  sanity: { method: string; rank: number[]; structure: number[] }[]
}
