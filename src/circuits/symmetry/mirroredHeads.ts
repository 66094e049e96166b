/**
 * Heads that look left and right, each with its exact mirror image, and what responses to them say about
 * a side: plain arithmetic on responses in that order.
 */
import { createRng } from '../../vocabulary/rng.ts'
import type { Paint } from '../../vocabulary/stimulus.ts'
import { correlation } from '../compare/correlation.ts'

/** From the reader's left to the right; each comes with its opposite, so 0 twice. */
const POSES = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]

export interface HeadSample {
  pose: number
  x: number
  y: number
  angle: number
  size: number
  fur: number
  ears: number
  figure: Paint['figure']
  ground: Paint['ground']
}

/**
 * `9 · 2 · count` heads: every pose of `count` heads that differ in size, place, tilt, fur and ears, every
 * other one light on dark. The stimulus 2k + 1 is the mirror image of the stimulus 2k.
 */
export function mirroredHeads(count: number, seed: number): HeadSample[] {
  const rng = createRng(seed, 'heads')
  const between = (low: number, high: number) => low + (high - low) * rng.uniform()
  const heads = Array.from({ length: count }, (_, i) => {
    const [dark, light]: [Paint['figure'], Paint['figure']] = [
      [0, 0, 0],
      [1, 1, 1],
    ]
    const [figure, ground] = i % 2 ? [light, dark] : [dark, light]
    const [x, y, fur] = [between(-3, 3), between(-3, 3), between(0.1, 0.9)]
    const [ears, size, angle] = [between(0.1, 0.9), between(8, 22), between(-30, 30)]
    return { x, y, fur, ears, size, angle, figure, ground }
  })
  return POSES.flatMap((pose) =>
    heads.flatMap((head) => [
      { ...head, pose },
      { ...head, pose: -pose, x: -head.x, angle: -head.angle },
    ]),
  )
}

/** A unit's mean responses by the side a head looks to; poses of 0 count for neither. */
export interface Sides {
  left: number
  right: number
  /** Over all. */
  mean: number
  /** (right − left) / (right + left): −1 for a unit of left heads alone, 1 of right ones, 0 for one that takes both alike, or none. */
  preference: number
}

/**
 * @param responses of one unit, none below 0
 * @param poses of the same stimuli
 */
export function sidesOf(responses: ArrayLike<number>, poses: readonly number[]): Sides {
  const mean = (wanted: (pose: number) => boolean) => {
    let [sum, count] = [0, 0]
    poses.forEach((pose, i) => {
      if (!wanted(pose)) return
      sum += responses[i]
      count++
    })
    return count ? sum / count : 0
  }
  const [left, right] = [mean((pose) => pose < 0), mean((pose) => pose > 0)]
  const preference = left + right > 0 ? (right - left) / (right + left) : 0
  return { left, right, mean: mean(() => true), preference }
}

/**
 * How far one unit is another's mirror image: the correlation of its responses with the other's to the
 * mirrored stimuli.
 * @param a responses to pairs of stimuli, 2k + 1 the mirror image of 2k
 */
export const mirroredLikeness = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  correlation(
    a,
    Float32Array.from(b, (_, i) => b[i ^ 1]),
  )
