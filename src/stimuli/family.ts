/**
 * What every family of stimuli shares: `draw(family, samples, frame)` → `(B, H, W, 3)` in [0, 1].
 *
 * A family says only which share of each pixel its figure covers; place, batch, colours and contrast
 * are handled here, once. x runs right and y down, in input pixels whose centres lie at integers;
 * angles are in degrees, counter-clockwise, 0 to the right. All of it is TF.js operations on the
 * parameters, so a picture can be differentiated with respect to them.
 */
import * as tf from '@tensorflow/tfjs-core'
import { paintParameters, type Colour, type Paint, type StimulusFamily } from '../vocabulary/stimulus.ts'

/** One stimulus: any of its family's parameters and its paint; what is left out takes its default. */
export type Sample<K extends string> = Partial<Record<K, number> & Paint>

/** The parameters of a batch, one tensor `(B)` each. */
export type Columns<K extends string> = Record<K, tf.Tensor1D>

export interface Family<K extends string = string> extends StimulusFamily<K> {
  /**
   * How much of the figure's colour each pixel gets, `(B, H, W)` in [0, 1]; for most figures the share
   * of it that they cover.
   * @param columns each `(B, 1, 1)`
   * @param x `(1, 1, W)` and `y` `(1, H, 1)`: pixel centres
   * @param pixel edge of a drawn pixel, in input pixels; edges are softened over it
   */
  coverage(columns: Record<K, tf.Tensor3D>, grid: { x: tf.Tensor3D; y: tf.Tensor3D; pixel: number }): tf.Tensor3D
}

/** Which pixels to draw. */
export interface Frame {
  height: number
  width: number
  /** Where the first pixel's centre lies; 0 when absent. */
  top?: number
  left?: number
  /** Edge of a drawn pixel in input pixels; 1 when absent, 0.5 draws at twice the size. */
  pixel?: number
  /** Whether edges are softened over a pixel; they are when absent. Without, gradients vanish. */
  antialias?: boolean
}

/** Half the width, in input pixels, of an edge that is not antialiased. */
const HARD = 1e-6

/** Black on white at full contrast. */
export const PAINT: Paint = {
  contrast: paintParameters.contrast.default,
  figure: [0, 0, 0],
  ground: [1, 1, 1],
  hue: paintParameters.hue.default,
  saturation: paintParameters.saturation.default,
}

/** Draws a batch, one picture per sample. */
export function draw<K extends string>(family: Family<K>, samples: readonly Sample<K>[], frame: Frame): tf.Tensor4D {
  if (samples.length === 0) throw new Error(`no samples of ${family.name} to draw (at least one)`)
  const names = Object.keys(family.parameters) as K[]
  for (const sample of samples) checkSample(family, sample, names)
  return tf.tidy(() => {
    const columns = Object.fromEntries(
      names.map((name) => [name, tf.tensor1d(samples.map((each) => each[name] ?? family.parameters[name].default))]),
    ) as Columns<K>
    return paint(
      drawCoverage(family, columns, frame),
      samples.map((each) => ({ ...PAINT, ...family.paint, ...each })),
    )
  })
}

/** The family's figure alone, `(B, H, W)`, from parameters that may carry a gradient. */
export function drawCoverage<K extends string>(
  family: Family<K>,
  columns: Columns<K>,
  { height, width, top = 0, left = 0, pixel = 1, antialias = true }: Frame,
): tf.Tensor3D {
  const axis = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i * pixel)
  const y = tf.tensor3d(axis(top, height), [1, height, 1])
  const x = tf.tensor3d(axis(left, width), [1, 1, width])
  const entries = Object.entries(columns) as [K, tf.Tensor1D][]
  const each = entries.map(([name, column]) => [name, tf.reshape(column, [-1, 1, 1])])
  return family.coverage(Object.fromEntries(each) as Record<K, tf.Tensor3D>, {
    x,
    y,
    pixel: antialias ? pixel : HARD,
  })
}

/** RGB of a hue; opposite hues add to white, so that all are equally bright in the sum of the channels. */
export const tint = (hue: number): Colour => {
  const channel = (at: number) => 0.5 + 0.5 * Math.cos(((hue - at) * Math.PI) / 180)
  return [channel(0), channel(120), channel(240)]
}

/** The two colours, with the share of the hue they take. */
export function coloursOf({ figure, ground, hue, saturation }: Paint): {
  figure: Colour
  ground: Colour
} {
  const mix = (colour: Colour, other: Colour): Colour => [
    colour[0] + saturation * (other[0] - colour[0]),
    colour[1] + saturation * (other[1] - colour[1]),
    colour[2] + saturation * (other[2] - colour[2]),
  ]
  return { figure: mix(figure, tint(hue)), ground: mix(ground, tint(hue + 180)) }
}

/** `ground + contrast · coverage · (figure − ground)`, `(B, H, W)` → `(B, H, W, 3)`. */
function paint(coverage: tf.Tensor3D, paints: readonly Paint[]): tf.Tensor4D {
  const shape: [number, number, number, number] = [paints.length, 1, 1, 3]
  const colours = paints.map((each) => ({ contrast: each.contrast, ...coloursOf(each) }))
  const ground = tf.tensor4d(
    colours.flatMap((each) => [...each.ground]),
    shape,
  )
  const difference = tf.tensor4d(
    colours.flatMap(({ contrast, figure, ground }) => figure.map((value, i) => contrast * (value - ground[i]))),
    shape,
  )
  return tf.add(ground, tf.mul(tf.expandDims(coverage, 3), difference))
}

function checkSample<K extends string>(family: Family<K>, sample: Sample<K>, names: readonly K[]): void {
  for (const [name, value] of Object.entries(sample)) {
    if (name in PAINT) continue
    if (!names.includes(name as K))
      throw new Error(`unknown parameter of ${family.name}: ${name} (allowed: ${names.join(', ')})`)
    if (!Number.isFinite(value))
      throw new Error(`invalid ${name} of ${family.name}: ${String(value)} (a finite number)`)
  }
}
