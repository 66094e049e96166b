/** What a hand-built artifact holds beside its picture. */
import type { ComparisonJson } from './difference.ts'

export interface HandBuiltJson {
  /** Cells of the kernel's side, and input pixels from one to the next. */
  side: number
  stride: number
  /** The line detectors that it is built from, by direction. */
  inputs: { channel: number; angle: number }[]
  /** Responses to curves of the curvature that the learned unit likes most, by direction. */
  angles: number[]
  curvature: number
  learned: number[]
  built: number[]
  /** Of the two units' responses to all curves, after each step of the recipe; the last is the whole. */
  correlations: number[]
  /** Of the whole, on curves that the recipe was not fitted to. */
  heldOut: number
  /** The learned weights on the line detectors, `(directions, side, side)`, the largest being 1. */
  learnedSketch: number[]
  /** Of each member of the family, as it is built there. */
  family: { unit: string; correlation: number }[]
  /** What the built unit's picture scores. */
  score: number
  /** Against the network as it was learned. */
  comparisons: {
    ablated: ComparisonJson
    transplanted: ComparisonJson
    /** All members of the family and the unit itself; absent where there is no family. */
    familyAblated?: ComparisonJson
    familyTransplanted?: ComparisonJson
  }
}
