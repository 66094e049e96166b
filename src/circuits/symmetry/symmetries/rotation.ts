import { around, cyclic, turnBetween, turns, type Symmetry } from '../symmetry.ts'

/** Cosine and sine of degrees. */
const direction = (by: number): [number, number] => [Math.cos((by * Math.PI) / 180), Math.sin((by * Math.PI) / 180)]

/** Members are turned against each other: degrees, counter-clockwise. */
export default {
  title: 'rotation',
  moved: 'turned',
  rest: 0,
  by: 'degrees',
  moves: around(),
  least: 3,
  kernel(by) {
    const [cos, sin] = direction(by)
    return { from: (x, y) => [cos * x + sin * y, cos * y - sin * x], gain: 1 }
  },
  /**
   * Of two units that repeat after different turns, the one that repeats later says how the kernel is turned;
   * where both repeat within a full turn, the kernel must be the same in each of them.
   */
  placements(pair) {
    const relation = turnBetween(pair)
    const longer = Math.max(pair.upperPeriod, pair.lowerPeriod)
    const turn = pair.upperPeriod === longer ? pair.upper : pair.lower
    return Array.from({ length: Math.round(360 / longer) }, (_, i) => ({
      relation,
      by: cyclic(turn + i * longer, 360),
    }))
  },
  picture: {
    pixels(by) {
      const [cos, sin] = direction(by)
      // y runs down.
      return (right, down, column, row) => [column + cos * right - sin * down, row + sin * right + cos * down]
    },
  },
  shifts: turns('angle'),
} satisfies Symmetry
