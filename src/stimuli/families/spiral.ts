import * as tf from '@tensorflow/tfjs-core'
import { count, degrees, pixels, place, share, strokeWidth } from '../../vocabulary/parameter.ts'
import type { Family } from '../family.ts'
import { larger, length, ramp, stroke, turned } from '../shape.ts'

const parameters = {
  angle: degrees('direction in which it begins'),
  ...place('its centre'),
  pitch: pixels(9, [4, 24], 'from one turn to the next'),
  turns: share(2.5, [0.5, 5], 'how often it winds around'),
  handedness: {
    ...count(1, [-1, 1], '1 winds counter-clockwise outward, −1 clockwise'),
    step: 2,
  },
  width: strokeWidth,
}

/**
 * An Archimedean spiral, r = pitch · turns, from half a turn on. The distance to it is taken along the
 * radius and tilted by the spiral's slope: exact far from the centre.
 */
export default {
  name: 'spiral',
  words: 'spiral',
  parameters,
  mirrored: ['handedness', 'angle'],
  coverage({ angle, x, y, pitch, turns, handedness, width }, grid) {
    const { u, v } = turned(grid, x, y, angle)
    const r = length(u, v)
    const winding = tf.div(tf.mul(tf.atan2(v, u), tf.sign(handedness)), 2 * Math.PI)
    const arms = tf.sub(tf.div(r, pitch), winding)
    // The nearest arm; which one it is jumps half way between two, where there is no ink.
    const arm = tf.floor(tf.add(arms, 0.5))
    const turn = tf.add(arm, winding)
    const slope = tf.div(1 / (2 * Math.PI), larger(turn, START))
    const across = tf.mul(tf.sub(arms, arm), pitch)
    const distance = tf.div(across, tf.sqrt(tf.add(1, tf.square(slope))))
    const alongTo = (from: tf.Tensor) => ramp(tf.mul(from, tf.mul(r, 2 * Math.PI)), grid)
    return tf.mul(stroke(distance, width, grid), tf.mul(alongTo(tf.sub(turns, turn)), alongTo(tf.sub(turn, START))))
  },
} satisfies Family<keyof typeof parameters>

/** Turns at which it begins; nearer to the centre the arms would run into each other. */
const START = 0.5
