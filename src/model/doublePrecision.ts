/**
 * What an operation says of itself in double precision, on plain arrays and for one image.
 *
 * The propagation of relevance divides by sums near zero, where the rounding of float32 shows: of a small vision
 * transformer, one map in thirty then changes visibly. Letters: H rows, W columns, C channels; values are
 * `(H·W, C)`, row by row, and a layer without positions has one.
 */
import type { Layer } from '../vocabulary/layerTable.ts'
import type { Extent } from '../vocabulary/extent.ts'

/** A layer's values, or its relevance. */
export interface Doubles extends Extent {
  /** `height · width · channels` numbers, row by row. */
  values: Float64Array
}

export interface DoublePass<L extends Layer> {
  layer: L
  inputs: readonly Doubles[]
  /** Shape of the output. */
  extent: Extent
  /** As stored; empty for an operation without parameters. */
  kernel: Float32Array
  bias: Float32Array
}

export interface RelevancePass<L extends Layer> extends DoublePass<L> {
  output: Doubles
  /** Of the output, value by value. */
  relevance: Float64Array
}

export interface DoublePrecision<L extends Layer> {
  forward(pass: DoublePass<L>): Float64Array
  /**
   * The relevance of each input's values. Its sum over all inputs is that of the output, unless every share of a
   * value is zero (Chefer, Gur and Wolf 2021, arXiv 2012.09838, section 3.1).
   */
  relevance(pass: RelevancePass<L>): readonly Float64Array[]
}

/** a / b, and 0 where b is 0: a value to which nothing contributed passes nothing on. */
export const share = (a: number, b: number): number => (b === 0 ? 0 : a / b)

/** What stands for each value by itself: its relevance is that of the value made of it. */
export const elementwise = <L extends Layer>(value: (x: number, layer: L) => number): DoublePrecision<L> => ({
  forward: ({ inputs: [{ values }], layer }) => values.map((x) => value(x, layer)),
  relevance: ({ relevance }) => [relevance],
})
