import * as tf from '@tensorflow/tfjs-core'
import type { Family } from './family.ts'

export type CurveParameter = 'angle' | 'curvature' | 'x' | 'y' | 'width' | 'span'

/**
 * An arc of a circle through (x, y), at which its outward normal points to `angle`; a straight line
 * at curvature 0, without a jump between the two.
 *
 * The stroke is antialiased by the signed distance to its middle, as if each pixel were a box turned
 * along the stroke: exact for horizontal and vertical strokes, within 0.1 of the covered area for others.
 */
export const curve: Family<CurveParameter> = {
  name: 'curve',
  parameters: {
    angle: {
      default: 0,
      range: [0, 360],
      unit: 'degrees',
      meaning: 'direction of the outward normal, counter-clockwise from the right',
    },
    curvature: {
      default: 0,
      range: [0, 0.2],
      unit: '1/pixels',
      meaning: '1 / radius; 0 is a straight line',
    },
    x: { default: 0, range: [0, 63], unit: 'pixels', meaning: 'the point that the curve bends at' },
    y: { default: 0, range: [0, 63], unit: 'pixels', meaning: 'the point that the curve bends at' },
    width: { default: 3, range: [1, 8], unit: 'pixels', meaning: 'width of the stroke' },
    span: {
      default: 90,
      range: [10, 180],
      unit: 'degrees',
      meaning: 'how far the arc reaches to each side of its middle; 180 closes the circle',
    },
  },
  coverage({ angle, curvature, x, y, width, span }, grid) {
    const radians = tf.mul(angle, Math.PI / 180)
    const dx = tf.sub(grid.x, x)
    const dy = tf.sub(grid.y, y)
    // Along the outward normal (u) and along the curve, counter-clockwise (v); y runs down.
    const u = tf.sub(tf.mul(dx, tf.cos(radians)), tf.mul(dy, tf.sin(radians)))
    const v = tf.neg(tf.add(tf.mul(dx, tf.sin(radians)), tf.mul(dy, tf.cos(radians))))
    const distance = distanceToArc(u, v, curvature, tf.mul(span, Math.PI / 180))
    const half = tf.div(width, 2)
    return tf.sub(ramp(tf.add(distance, half)), ramp(tf.sub(distance, half))) as tf.Tensor3D

    /** The share of a box pixel below `edge`, its centre at 0. */
    function ramp(edge: tf.Tensor): tf.Tensor {
      return tf.clipByValue(tf.add(tf.div(edge, grid.pixel), 0.5), 0, 1)
    }
  },
}

/**
 * Distance to the arc, signed (outside positive) beside it and to the nearer end beyond its ends.
 * Everything is scaled by the curvature κ, so that the circle has radius 1 and centre (−1, 0)/κ; the
 * difference of ρ = |(1 + κu, κv)| and 1 is taken as (ρ² − 1) / (ρ + 1), which stays exact as κ → 0.
 */
function distanceToArc(u: tf.Tensor, v: tf.Tensor, curvature: tf.Tensor, span: tf.Tensor) {
  const a = tf.add(tf.mul(curvature, u), 1)
  const b = tf.mul(curvature, v)
  const rho = length(a, b)
  const beside = tf.div(
    tf.add(tf.mul(curvature, tf.add(tf.square(u), tf.square(v))), tf.mul(u, 2)),
    tf.add(rho, 1),
  )
  const end = length(tf.sub(a, tf.cos(span)), tf.sub(tf.abs(b), tf.sin(span)))
  const beyond = tf.div(end, tf.maximum(curvature, SMALLEST_CURVATURE))
  return tf.where(tf.greaterEqual(a, tf.mul(rho, tf.cos(span))), beside, beyond)
}

/** Below it no arc ends within any picture, and dividing by it must stay finite. */
const SMALLEST_CURVATURE = 1e-6

/** The square root's gradient is infinite at 0. */
const length = (a: tf.Tensor, b: tf.Tensor) =>
  tf.sqrt(tf.add(tf.add(tf.square(a), tf.square(b)), 1e-12))
