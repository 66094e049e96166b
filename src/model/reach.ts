/** One axis of a layer: unit `i` sees input pixels `first + stride·i … last + stride·i`. */
export interface Reach {
  first: number
  last: number
  stride: number
}

/** Of a unit that sees the whole image, of `length` pixels, and has no place in it. */
export const wholeImage = (length: number): Reach => ({ first: 0, last: length - 1, stride: 0 })
