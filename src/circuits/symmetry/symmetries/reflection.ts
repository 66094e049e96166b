import type { Symmetry } from '../symmetry.ts'

/** Members are each other's mirror images, left and right: 1 for mirrored and 0 for not. */
export default {
  title: 'reflection',
  moved: 'mirrored',
  rest: 0,
  by: 'mirrored',
  moves: [0, 1],
  least: 2,
  kernel: (by) => ({ from: (x, y) => [by ? -x : x, y], gain: 1 }),
  placements: ({ upper, lower }) => [{ relation: upper === lower ? 0 : 1, by: upper }],
  picture: { pixels: (by) => (right, down, column, row) => [column + (by ? -right : right), row + down] },
  mirrors: true,
} satisfies Symmetry
