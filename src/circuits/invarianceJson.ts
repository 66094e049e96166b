/** The JSON of an `invariance` artifact. */
import type { GridJson } from './anatomyJson.ts'
import type { ChainUnits } from './symmetry/invariance.ts'
import type { Measured } from './graph/unionCircuits.ts'

export interface InvarianceJson {
  /** Poses of the head that is turned, and each unit's response: lower left, lower right, upper left, upper right, union. */
  turn: number[]
  curves: number[][]
  /** The same over many heads, pose by pose. */
  poses: number[]
  means: number[][]
  /** How many heads, each in every pose and mirrored. */
  heads: number
  /** Of the five, in that order. */
  preferences: number[]
  /** Of both pairs, the lower first. */
  likenesses: [number, number]
  measured: Measured
  /** Of all circuits of positive score: the place of this one, how many there are, and the best. */
  rank: number
  candidates: number
  best: ChainUnits
  chance: {
    /** Networks of shuffled weights, and the best score in any; 0 where none has a candidate. */
    networks: number
    ofNetworks: number
    /** The same responses with the kernels between the three layers shuffled. */
    draws: number
    ofDraws: number
  }
  /** Along the left chain, the right; across from left to right, from right to left; to the union from left, from right. */
  kernels: GridJson[]
}
