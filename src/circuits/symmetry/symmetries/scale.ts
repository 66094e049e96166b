import type { Symmetry } from '../symmetry.ts'

/** What of a stimulus is a size. */
const SIZES: readonly string[] = ['wavelength', 'radius', 'side']
/** A shift along fewer sizes would leave too few in common. */
const LEAST_SIZES = 6

/** Members are enlarged copies of each other: by a factor. */
export default {
  title: 'scale',
  moved: 'enlarged',
  rest: 1,
  by: 'factor',
  least: 3,
  /** It spreads the same sum over a larger area. */
  kernel(by) {
    if (!(by > 0)) throw new Error(`invalid enlargement of a kernel: ${by} (a factor above 0)`)
    return { from: (x, y) => [x / by, y / by], gain: 1 / by ** 2 }
  },
  placements: ({ upper, lower, step }) => [{ relation: Math.round(Math.log2(lower / upper) / step), by: upper }],
  shifts({ parameter, values }) {
    if (!SIZES.includes(parameter) || values.length < LEAST_SIZES) return undefined
    // The values are a geometric series, rounded.
    const ratio = (values.at(-1)! / values[0]) ** (1 / (values.length - 1))
    return (step) => `× ${(ratio ** step).toFixed(step < 0 ? 2 : 1)}`
  },
} satisfies Symmetry
