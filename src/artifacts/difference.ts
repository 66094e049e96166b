/** How two networks differ on the same pictures, as artifacts hold it; see `src/circuits/edits/pairedDifference.ts`. */

export interface DifferenceJson {
  pictures: number
  /** Shares of right answers. */
  before: number
  after: number
  /** Of `after − before`, 95 %. */
  difference: number
  low: number
  high: number
  gained: number
  lost: number
}

/** Right at the first guess, and among the first five. */
export interface ComparisonJson {
  top1: DifferenceJson
  top5: DifferenceJson
}
