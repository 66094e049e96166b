import { around, turnBetween, turns, type Symmetry } from '../symmetry.ts'

/** Members differ in colour: degrees along the hues. Kernels between them stay as they are. */
export default {
  title: 'hue',
  moved: 'of another hue',
  rest: 0,
  by: 'degrees',
  moves: around(),
  least: 3,
  kernel: () => ({ from: (x, y) => [x, y], gain: 1 }),
  placements: (pair) => [{ relation: turnBetween(pair), by: 0 }],
  picture: { colours: hueRotation },
  shifts: turns('hue'),
} satisfies Symmetry

/**
 * The rotation of colours about grey that takes red to green in 120°, row by row: what `tint` of the
 * stimuli does to their hue. It keeps the mean of the three and their squares.
 */
export function hueRotation(degrees: number): number[] {
  const along = (offset: number) => 1 / 3 + (2 / 3) * Math.cos(((degrees + offset) * Math.PI) / 180)
  const [a, b, c] = [along(0), along(120), along(-120)]
  return [a, b, c, c, a, b, b, c, a]
}
