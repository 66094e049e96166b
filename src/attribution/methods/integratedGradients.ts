/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017, arXiv 1703.01365): the gradient averaged along
 * the straight path from a baseline to the image, times the way there. Its sum is the difference of the
 * two scores (completeness), which says by itself how exact the path sum is.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Score } from '../classScore.ts'
import { gradientTimesInput } from './gradientTimesInput.ts'
import { inputGradient } from '../inputGradient.ts'
import type { Pixels } from '../../model/pixels.ts'
import { summed, type Refinement } from '../relevance.ts'
import type { Completeness, Method } from '../method.ts'

export interface PathRefinement extends Refinement {
  completeness: Completeness
}

export interface PathOptions {
  /** Grey level in [0, 1] of the picture that stands for nothing. */
  baseline: number
  /** Stops once this complete. */
  tolerance?: number
  /** Points on the path: at least, so that no coincidence stops it, and at most. */
  least?: number
  most?: number
  /** Points computed at once. */
  batch?: number
}

/** A point on the path: 0 the baseline, 1 the image. */
interface Point {
  t: number
  score: number
  gradient: Float32Array
  /** The gradient along the path. */
  slope: number
}

/**
 * By the trapezoid rule on intervals that are halved where they err most: the score rises from one point
 * to the next by what the slopes in between should sum to, so each interval knows its own error.
 * Refined with each batch of points.
 */
export async function* integratedGradients(
  score: Score,
  image: Pixels,
  { baseline, tolerance = 0.01, least = 17, most = 257, batch = 4 }: PathOptions,
): AsyncGenerator<PathRefinement, void, void> {
  const { height, width, values } = image
  const depth = values.length / (height * width)

  const pointsAt = async (ts: readonly number[]): Promise<Point[]> => {
    const path = new Float32Array(ts.length * values.length)
    ts.forEach((t, b) => values.forEach((x, i) => (path[b * values.length + i] = baseline + t * (x - baseline))))
    const images = tf.tensor4d(path, [ts.length, height, width, depth])
    const { scores, gradients } = await inputGradient(score, images)
    images.dispose()
    return ts.map((t, b) => {
      const gradient = gradients[b].values
      const slope = gradient.reduce((sum, g, i) => sum + g * (values[i] - baseline), 0)
      return { t, score: scores[b], gradient, slope }
    })
  }

  const points = await pointsAt([0, 1])
  const difference = points[1].score - points[0].score
  const sum = Float64Array.from(values, (_, i) => points.reduce((total, { gradient }) => total + gradient[i] / 2, 0))
  for (;;) {
    const mean = { height, width, values: Float32Array.from(sum) }
    const map = summed(gradientTimesInput(mean, image, baseline))
    const total = map.values.reduce((a, b) => a + b, 0)
    // Where the scores do not differ, a sum that is not 0 is wholly wrong.
    const error = difference === 0 ? Number(total !== 0) : Math.abs(total - difference) / Math.abs(difference)
    yield {
      map,
      pass: points.length,
      passes: most,
      completeness: { sum: total, difference, error },
    }
    if (points.length >= most || (points.length >= least && error <= tolerance)) return
    const halved = worst(points, Math.min(batch, most - points.length))
    const fresh = await pointsAt(halved.map(([a, b]) => (a.t + b.t) / 2))
    halved.forEach(([a, b], i) => {
      const share = (b.t - a.t) / 4
      const [from, middle, to] = [a.gradient, fresh[i].gradient, b.gradient]
      for (let k = 0; k < sum.length; k++) sum[k] += share * (2 * middle[k] - from[k] - to[k])
    })
    points.push(...fresh)
    points.sort((a, b) => a.t - b.t)
  }
}

/** The intervals whose trapezoids miss most; of equal ones the widest. */
function worst(points: readonly Point[], count: number): [Point, Point][] {
  return points
    .slice(1)
    .map((b, i): { ends: [Point, Point]; miss: number; width: number } => {
      const a = points[i]
      const width = b.t - a.t
      const miss = Math.abs(b.score - a.score - (width * (a.slope + b.slope)) / 2)
      return { ends: [a, b], miss, width }
    })
    .sort((a, b) => b.miss - a.miss || b.width - a.width)
    .slice(0, count)
    .map(({ ends }) => ends)
}

export default {
  title: 'Integrated gradients',
  order: 4,
  refined: 'steps',
  quickness: 8,
  signed: true,
  empty: 'no pixel adds to {class} or takes from it on the way from a blank picture',
  steps: ({ score, image, baseline, quick, batch }) =>
    integratedGradients(score, image, { baseline, most: quick ? 17 : 257, batch }),
} satisfies Method
