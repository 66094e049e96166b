/** Geometry that families share: signed distances, and how a distance becomes the covered share of a pixel. */
import * as tf from '@tensorflow/tfjs-core'

/** Pixel centres, `(1, 1, W)` and `(1, H, 1)`. */
export interface Grid {
  x: tf.Tensor
  y: tf.Tensor
  /** Edge of a drawn pixel in input pixels; edges are softened over it. */
  pixel: number
}

export const radians = (degrees: tf.Tensor): tf.Tensor => tf.mul(degrees, Math.PI / 180)

/** Coordinates from (x, y): `u` along the direction `angle`, `v` along the one 90° counter-clockwise of it. */
export function turned(grid: Grid, x: tf.Tensor, y: tf.Tensor, angle: tf.Tensor) {
  const dx = tf.sub(grid.x, x)
  const dy = tf.sub(grid.y, y)
  const [cos, sin] = [tf.cos(radians(angle)), tf.sin(radians(angle))]
  return {
    u: tf.sub(tf.mul(dx, cos), tf.mul(dy, sin)),
    v: tf.neg(tf.add(tf.mul(dx, sin), tf.mul(dy, cos))),
  }
}

/** |(a, b)|; the square root's gradient is infinite at 0, hence the small number. */
export const length = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  tf.sqrt(tf.add(tf.add(tf.square(a), tf.square(b)), 1e-12))

/** The share of a box pixel at 0 that lies below `edge`. */
export const ramp = (edge: tf.Tensor, { pixel }: Grid): tf.Tensor =>
  tf.clipByValue(tf.add(tf.div(edge, pixel), 0.5), 0, 1)

/** Inside of a figure, by the signed distance to its edge, outside positive. */
export const inside = (distance: tf.Tensor, grid: Grid): tf.Tensor => ramp(tf.neg(distance), grid)

/** A stroke of `width` along a line, by the distance to it. */
export function stroke(distance: tf.Tensor, width: tf.Tensor, grid: Grid): tf.Tensor {
  const half = tf.div(width, 2)
  return tf.sub(ramp(tf.add(distance, half), grid), ramp(tf.sub(distance, half), grid))
}

/** The larger of both; the gradient of TF.js's own maximum does not sum over what was broadcast. */
export const larger = (a: tf.Tensor, b: tf.Tensor | number): tf.Tensor => tf.add(tf.relu(tf.sub(a, b)), b)

export const smaller = (a: tf.Tensor, b: tf.Tensor | number): tf.Tensor => tf.sub(a, tf.relu(tf.sub(a, b)))

export const union = (first: tf.Tensor, ...rest: tf.Tensor[]): tf.Tensor =>
  rest.reduce((all, each) => larger(all, each), first)

/** Paints `figure` of the tone `tone` over what lies below. */
export const over = (below: tf.Tensor, figure: tf.Tensor, tone: tf.Tensor | number): tf.Tensor =>
  tf.add(below, tf.mul(figure, tf.sub(tone, below)))

/** The segment from 0 along `u`: distance to it. */
export const distanceToArm = (u: tf.Tensor, v: tf.Tensor, reach: tf.Tensor): tf.Tensor =>
  length(tf.sub(u, smaller(tf.relu(u), reach)), v)

/**
 * Signed distance to an ellipse of half axes (a, b), to first order in the distance over the radius of
 * curvature: exact at the edge and for circles.
 */
export function distanceToEllipse(u: tf.Tensor, v: tf.Tensor, a: tf.Tensor, b: tf.Tensor) {
  const [p, q] = [tf.div(u, a), tf.div(v, b)]
  const radius = length(p, q)
  // Radius over slope, which goes to b at the centre, where both vanish.
  const slope = length(tf.mul(p, tf.div(b, a)), q)
  return tf.mul(tf.mul(b, tf.div(radius, slope)), tf.sub(radius, 1))
}

/** A wave of period 1: +1 around whole numbers, −1 between, its edges softened by `soft` of a period. */
export function squareWave(cycles: tf.Tensor, soft: tf.Tensor): tf.Tensor {
  // Distance to the nearest edge, in periods, positive where the wave is.
  const nearest = tf.abs(tf.sub(cycles, tf.floor(tf.add(cycles, 0.5))))
  return tf.clipByValue(tf.div(tf.mul(tf.sub(0.25, nearest), 2), soft), -1, 1)
}

/** A cosine of period 1 seen through a box of `soft` periods. */
export function sineWave(cycles: tf.Tensor, soft: tf.Tensor): tf.Tensor {
  const half = tf.mul(tf.add(soft, 1e-6), Math.PI)
  return tf.mul(tf.cos(tf.mul(cycles, 2 * Math.PI)), tf.div(tf.sin(half), half))
}

/** A value from −1 to 1 as a share of the figure's colour. */
export const shareOf = (wave: tf.Tensor): tf.Tensor => tf.add(tf.mul(wave, 0.5), 0.5)
