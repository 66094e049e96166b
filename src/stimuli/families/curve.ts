import * as tf from '@tensorflow/tfjs-core'
import { degrees, extent, place, strokeWidth, type Parameter } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { larger, length, radians, stroke, turned } from '../shape.ts'

const parameters = {
  angle: degrees('direction of the outward normal'),
  curvature: {
    default: 0,
    range: [0, 0.2],
    step: 0.002,
    unit: '1/pixels',
    meaning: '1 / radius; 0 is a straight line',
  },
  ...place('the point that the curve bends at'),
  width: strokeWidth,
  span: extent(90, [10, 180], 'how far the arc reaches to each side; 180 closes the circle'),
} satisfies Record<string, Parameter>

export type CurveParameter = keyof typeof parameters

/**
 * An arc of a circle through (x, y), at which its outward normal points to `angle`; a straight line
 * at curvature 0, without a jump between the two.
 *
 * The stroke is antialiased by the signed distance to its middle, as if each pixel were a box turned
 * along the stroke: exact for horizontal and vertical strokes, within 0.1 of the covered area for others.
 */
export default {
  name: 'curve',
  words: 'curve',
  parameters,
  coverage({ angle, curvature, x, y, width, span }, grid) {
    // Along the outward normal (u) and along the curve, counter-clockwise (v).
    const { u, v } = turned(grid, x, y, angle)
    return stroke(distanceToArc(u, v, curvature, radians(span)), width, grid) as tf.Tensor3D
  },
} satisfies Family<keyof typeof parameters>

/**
 * Distance to the arc, signed (outside positive) beside it and to the nearer end beyond its ends.
 * Everything is scaled by the curvature κ, so that the circle has radius 1 and centre (−1, 0)/κ; the
 * difference of ρ = |(1 + κu, κv)| and 1 is taken as (ρ² − 1) / (ρ + 1), which stays exact as κ → 0.
 */
function distanceToArc(u: tf.Tensor, v: tf.Tensor, curvature: tf.Tensor, span: tf.Tensor) {
  const a = tf.add(tf.mul(curvature, u), 1)
  const b = tf.mul(curvature, v)
  const rho = length(a, b)
  const beside = tf.div(tf.add(tf.mul(curvature, tf.add(tf.square(u), tf.square(v))), tf.mul(u, 2)), tf.add(rho, 1))
  const end = length(tf.sub(a, tf.cos(span)), tf.sub(tf.abs(b), tf.sin(span)))
  const beyond = tf.div(end, larger(curvature, SMALLEST_CURVATURE))
  return tf.where(tf.greaterEqual(a, tf.mul(rho, tf.cos(span))), beside, beyond)
}

/** Below it no arc ends within any picture, and dividing by it must stay finite. */
const SMALLEST_CURVATURE = 1e-6
