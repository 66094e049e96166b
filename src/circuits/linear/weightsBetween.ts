/** The weights between two units, as a figure shows them: plain where their layers are adjacent, and expanded. */
import * as tf from '@tensorflow/tfjs-core'
import type { Window } from '../../model/cone.ts'
import { INPUT } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import { expandedWeights, slice, strongest, type Field } from './expandedWeights.ts'
import { kernelBetween } from '../kernels/kernelBetween.ts'
import { meanGradient, stimuliFor } from './meanGradient.ts'
import type { StandIns } from '../../model/standIns.ts'

export interface WeightsRequest extends StandIns {
  /** As in `conv4/39`. */
  to: string
  /** As in `conv3/12`; `input` for all colours of the scaled image. */
  from: string
  /** RGB in [0, 1], (H, W, C), of the network's own size: needed where a stand-in is `true`. */
  image?: Float32Array
}

export interface Weights {
  /** Rows and columns of `from`'s layer that `expanded` covers. */
  window: Window
  /** One cell per tap of the convolution; absent where the layers are not adjacent. */
  kernel?: Grid
  /** One grid, or one for each colour. */
  expanded: Grid[]
  /** The units of `from`'s layer with the longest weights, the longest first; none for the image. */
  strongest: { channel: number; norm: number; grid: Grid }[]
}

const STRONGEST = 8

/** @throws Error of `expandedWeights` */
export async function weightsBetween(
  model: Model,
  { to, from, relu, maxPool, image }: WeightsRequest,
): Promise<Weights> {
  const { height, width, channels } = model.table.input
  const pixels = image && tf.tensor4d(image, [1, height, width, channels])
  const unit = parseUnit(to, model.table)
  const { layer, grids } = lowerOf(model, from)
  try {
    const field = await expandedWeights(model, to, layer, { relu, maxPool }, pixels)
    const kernelOf = (channel: number) => kernelBetween(model, unit, { layer, channel })
    const best = layer === INPUT ? [] : strongest(field).slice(0, STRONGEST)
    const expanded = grids(field)
    const kernel = layer === INPUT ? undefined : kernelOf(parseUnit(from, model.table).channel)
    return {
      window: field.window,
      ...(kernel && { kernel }),
      expanded,
      strongest: best.map(({ channel, norm }) => ({
        channel,
        norm,
        grid: kernelOf(channel) ?? slice(field, channel),
      })),
    }
  } finally {
    pixels?.dispose()
  }
}

export interface GradientRequest {
  to: string
  from: string
  /** Stimuli of each family. */
  perFamily: number
  seed: number
  /** By name. */
  families?: readonly string[]
}

export interface GradientFrame {
  done: number
  total: number
  /** The share of the stimuli that raised the unit's preactivation above zero. */
  active: number
  /** As `expanded` of `Weights`. */
  grids: Grid[]
}

/** The mean true gradient between two units, frame by frame. */
export async function* gradientBetween(
  model: Model,
  { to, from, perFamily, seed, families }: GradientRequest,
): AsyncGenerator<GradientFrame, void, void> {
  const { layer, grids } = lowerOf(model, from)
  const stimuli = stimuliFor(model, to, perFamily, seed, families)
  for await (const frame of meanGradient(model, to, layer, stimuli)) {
    const { done, total, active } = frame
    yield { done, total, active, grids: grids(frame) }
  }
}

/** The layer of `from`, and what of a field of that layer is its own. */
function lowerOf(model: Model, from: string) {
  if (from === INPUT)
    return {
      layer: INPUT,
      grids: (field: Field) => Array.from({ length: field.channels }, (_, channel) => slice(field, channel)),
    }
  const { layer, channel } = parseUnit(from, model.table)
  return { layer, grids: (field: Field) => [slice(field, channel)] }
}
