/** A unit built by hand, set beside the learned one on curves: `handBuilt(bench, request)`. */
import { correlation } from '../compare/correlation.ts'
import type { CurveBench } from '../responses/curveBench.ts'
import { kernelOf, turnedSketch, type Sketch } from '../../vocabulary/curveRecipe.ts'
import type { Replacement } from '../../vocabulary/edit.ts'

export interface HandBuiltRequest {
  /** As in `conv4/39`. */
  unit: string
  /** Signed weights, `(DIRECTIONS, side, side)`. */
  sketch: Sketch | readonly number[]
  /** What the sum must exceed, as a share of the largest sum on any curve; from 0 to below 1. */
  threshold: number
}

export interface HandBuilt {
  /** Puts it in the place of the learned unit. */
  edit: Replacement
  /** Pearson's, of the two units' responses to the curves that a recipe may be fitted to. */
  correlation: number
  /** The same, on the others. */
  heldOut: number
  /** Responses to curves of the curvature that the learned unit likes most, direction by direction. */
  angles: number[]
  curvature: number
  learned: number[]
  built: number[]
}

/**
 * The hand-built kernel is scaled so that its largest response to any curve is the learned unit's, and its bias
 * is the threshold's: what is built is the shape of the kernel, not its size.
 * Where no curve excites the sketch, the unit stays silent: all its weights are 0.
 */
export function handBuilt(bench: CurveBench, { unit, sketch, threshold }: HandBuiltRequest): HandBuilt {
  const { side, channels, inputs, patches, fitted } = bench
  const samples = bench.samples.slice(0, fitted)
  const channel = Number(unit.split('/')[1])
  const whole = bench.learned[channel]
  if (!whole) throw new Error(`unknown unit: ${unit} (the bench has ${bench.learned.length})`)
  const learned = whole.subarray(0, fitted)
  const drawn = Float32Array.from(sketch)
  const kernel = kernelOf(drawn, inputs, channels, side)
  const weights = kernel.flatMap((weight, i) => (weight ? [[i, weight] as const] : []))
  const sums = patches.map((patch) => weights.reduce((sum, [i, weight]) => sum + weight * patch[i], 0))
  const most = Math.max(...sums.slice(0, fitted))
  const scale = most > 0 ? Math.max(...learned) / (most * (1 - threshold)) : 0
  const bias = -threshold * most * scale
  const all = sums.map((sum) => Math.max(0, scale * sum + bias))
  const built = all.slice(0, fitted)
  const { curvature } = samples[learned.indexOf(Math.max(...learned))]
  const ring = samples.flatMap((sample, i) => (sample.curvature === curvature ? [i] : []))
  const angles = [...new Set(ring.map((i) => samples[i].angle))]
  // Of the places that the curve passes through, the one that suits each unit.
  const along = (values: ArrayLike<number>) =>
    angles.map((angle) => Math.max(...ring.flatMap((i) => (samples[i].angle === angle ? [values[i]] : []))))
  return {
    edit: { unit, kernel: kernel.map((weight) => weight * scale), bias },
    correlation: correlation(learned, built),
    heldOut: correlation(whole.subarray(fitted), all.slice(fitted)),
    angles,
    curvature,
    learned: along(learned),
    built: along(built),
  }
}

/** The direction, in degrees, that a unit's responses to curves point in: their mean as vectors. */
export function directionOf({ samples, fitted, learned }: CurveBench, unit: string): number {
  const values = learned[Number(unit.split('/')[1])]
  let [x, y] = [0, 0]
  samples.slice(0, fitted).forEach(({ angle, curvature }, i) => {
    if (curvature === 0) return
    x += values[i] * Math.cos((angle * Math.PI) / 180)
    y += values[i] * Math.sin((angle * Math.PI) / 180)
  })
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
}

/** The same kernel in the place of each member of a family, turned by as much as their directions differ. */
export function handBuiltFamily(bench: CurveBench, request: HandBuiltRequest, members: readonly string[]): HandBuilt[] {
  const own = directionOf(bench, request.unit)
  return members.map((unit) =>
    handBuilt(bench, {
      ...request,
      unit,
      sketch: turnedSketch(Float32Array.from(request.sketch), bench.side, directionOf(bench, unit) - own),
    }),
  )
}

/** The learned weights on the line detectors, by direction, as a sketch: what a hand-built one can be compared with. */
export function learnedSketch(
  bench: CurveBench,
  weights: { data: ArrayLike<number>; shape: readonly number[] },
  unit: string,
  directions: number,
): Float32Array {
  const { side, channels, inputs } = bench
  const channel = Number(unit.split('/')[1])
  const filters = weights.shape[3]
  const sums = new Float32Array(directions * side * side)
  const shares = new Float32Array(directions)
  for (const { channel: input, angle, peak } of inputs) {
    const at = (angle / 180) * directions
    const lower = Math.floor(at) % directions
    for (const [direction, share] of [
      [lower, 1 - (at - Math.floor(at))],
      [(lower + 1) % directions, at - Math.floor(at)],
    ] as const) {
      shares[direction] += share
      for (let cell = 0; cell < side * side; cell++)
        sums[direction * side * side + cell] +=
          share * peak * weights.data[(cell * channels + input) * filters + channel]
    }
  }
  return sums.map((sum, i) => sum / (shares[Math.floor(i / (side * side))] || 1))
}
