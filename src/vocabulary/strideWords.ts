/** A stride as a reader would say it: `2`, or `2 down and 1 across`. */
export const strideText = ([down, across]: readonly [number, number]): string =>
  down === across ? String(down) : `${down} down and ${across} across`

/** The same after a comma, nothing for a stride of 1. */
export const strideWords = (stride: readonly [number, number]): string =>
  Math.max(...stride) > 1 ? `, stride ${strideText(stride)}` : ''
