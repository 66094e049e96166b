/** Strides and padding of windows that slide. */

/** `[top, bottom, left, right]` zeros; below zero, what is cut off after the others are added. */
export type Padding = readonly [number, number, number, number]

/** Down and across; one number for both. */
export type Stride = number | readonly [number, number]

export const strides = (stride: Stride): [number, number] =>
  typeof stride === 'number' ? [stride, stride] : [...stride]
