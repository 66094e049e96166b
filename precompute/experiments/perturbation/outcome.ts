/** What processes of the experiment say to each other. */
import type { Filling } from '../../../src/attribution/tokens/fillings.ts'

export interface Task {
  model: string
  /** What stands where patches were, by name. */
  fillings: Filling[]
  /** Each with its class's index and its place in the list of all. */
  images: { path: string; index: number; at: number }[]
}

/** Of one image. */
export interface Outcome {
  at: number
  /** Whether the network gets its class. */
  right: boolean
  /** Methods whose map is 0 everywhere. */
  empty: string[]
  /** Whether the class that the whole picture got is kept, step by step. */
  curves: { method: string; filling: string; most: boolean[]; least: boolean[] }[]
}
