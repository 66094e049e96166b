/**
 * What a unit of a convolution sees and says of many curves: once it is laid out, any other kernel in the unit's
 * place is tried on it in a millisecond, without the network.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dependencyCone, position } from '../../model/cone.ts'
import { forward } from '../../model/forward.ts'
import { centre, extents, receptiveField } from '../../model/geometry.ts'
import { INPUT, layerNamed } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import curve from '../../stimuli/families/curve.ts'
import { draw } from '../../stimuli/family.ts'
import type { LineInput } from '../../vocabulary/curveRecipe.ts'
import { lineDetectors } from '../kernels/lineDetectors.ts'
import { isConvolution } from '../../model/ops/conv.ts'

export interface CurveSample {
  angle: number
  curvature: number
  x: number
  y: number
}

export interface CurveBench {
  /** Cells of the kernel's side, and input pixels from one to the next. */
  side: number
  stride: number
  /** How many channels the layer below has. */
  channels: number
  /** The line detectors below. */
  inputs: LineInput[]
  samples: CurveSample[]
  /** How many of the samples, from the first on, a recipe may be fitted to; the others test it. */
  fitted: number
  /** What the kernel lies on: `side · side · channels` numbers for each sample. */
  patches: Float32Array[]
  /** What each unit of the layer says, by channel, sample by sample. */
  learned: Float32Array[]
}

/** 24 directions of 6 curvatures, through the middle of the field and 4 pixels outward. */
const ANGLES = 24
const CURVATURES = [0, 0.03, 0.05, 0.07, 0.1, 0.14]
const OUTWARD = [0, 4]
/** Between those: none of its directions, curvatures or places is among them. */
const OTHER_CURVATURES = [0.04, 0.06, 0.085, 0.12]
const OTHER_OUTWARD = [2]
const CHUNK = 24

/**
 * A line detector counts if its responses point in one direction, and its largest is not a small part of the
 * strongest detector's: divided by its peak, a weak one would bring little but noise.
 */
const SELECTIVE = 0.8
const STRONG = 0.25

const samplesOf = (curvatures: readonly number[], outwards: readonly number[], turn: number): CurveSample[] =>
  curvatures.flatMap((curvature) =>
    Array.from({ length: ANGLES }, (_, i) => (360 * (i + turn)) / ANGLES).flatMap((angle) =>
      outwards.map((outward) => ({
        angle,
        curvature,
        x: outward * Math.cos((angle * Math.PI) / 180),
        y: -outward * Math.sin((angle * Math.PI) / 180),
      })),
    ),
  )

/** Those that a recipe may be fitted to. */
export const benchSamples = (): CurveSample[] => samplesOf(CURVATURES, OUTWARD, 0)

/** Those that no recipe was fitted to. */
export const otherSamples = (): CurveSample[] => samplesOf(OTHER_CURVATURES, OTHER_OUTWARD, 0.5)

/**
 * @param reference a unit of the layer, as in `conv4/39`
 * @throws Error where the layer is no convolution with a square kernel on units of a layer with positions
 */
export async function curveBench(model: Model, reference: string): Promise<CurveBench> {
  const { table } = model
  const { layer } = parseUnit(reference, table)
  const convolution = layerNamed(table, preactivation(layer, table))
  const below = convolution.inputs[0]
  if (
    !isConvolution(convolution) ||
    below === INPUT ||
    convolution.groups !== 1 ||
    convolution.dilation !== 1 ||
    convolution.kernel[0] !== convolution.kernel[1] ||
    receptiveField(table, below).stride[0] !== receptiveField(table, below).stride[1]
  )
    throw new Error(
      `no curve can be built in the place of ${reference} (its layer must be a plain convolution with a square kernel on an earlier layer)`,
    )
  const side = convolution.kernel[0]
  const { stride: cell } = receptiveField(table, below)
  const channels = extents(table).get(below)!.channels
  const detectors = await lineDetectors(model, below, SELECTIVE)
  const strongest = Math.max(...detectors.map(({ peak }) => peak))
  const at = centre(table, layer)
  const cone = dependencyCone(table, [{ layer, window: position(...at) }])
  const seen = cone.get(INPUT)!
  const { stride, offset } = receptiveField(table, layer)
  const middle = [offset[0] + stride[0] * at[0], offset[1] + stride[1] * at[1]] as const
  const fitted = benchSamples().length
  const samples = [...benchSamples(), ...otherSamples()]
  const patches: Float32Array[] = []
  const units = extents(table).get(layer)!.channels
  const learned = Array.from({ length: units }, () => new Float32Array(samples.length))
  const run = forward(model)
  for (let from = 0; from < samples.length; from += CHUNK) {
    const some = samples.slice(from, from + CHUNK)
    const found = tf.tidy(() =>
      run(
        draw(curve, some, {
          height: seen.bottom - seen.top,
          width: seen.right - seen.left,
          top: seen.top - middle[0],
          left: seen.left - middle[1],
        }),
        [
          { layer: below, window: cone.get(below)! },
          { layer, window: position(...at) },
        ],
        { top: seen.top, left: seen.left },
      ),
    )
    const [patch, value] = await Promise.all([found[below], found[layer]].map((each) => each.data<'float32'>()))
    for (const each of Object.values(found)) each.dispose()
    const size = side * side * channels
    some.forEach((_, i) => {
      patches.push(patch.slice(i * size, (i + 1) * size))
      for (let unit = 0; unit < units; unit++) learned[unit][from + i] = value[i * units + unit]!
    })
  }
  return {
    side,
    stride: cell[0],
    channels,
    inputs: detectors.filter(({ peak }) => peak >= STRONG * strongest),
    samples,
    fitted,
    patches,
    learned,
  }
}
