/** Every way in which a figure moves a picture. */
import type { Movement } from './movedPicture.ts'

/** Degrees. */
export const STEP = 5

/** Around the circle in steps of 5°, or as it is and mirrored. */
export const movesOf = (movement: Movement): number[] =>
  movement === 'reflection' ? [0, 1] : Array.from({ length: 360 / STEP }, (_, i) => i * STEP)
