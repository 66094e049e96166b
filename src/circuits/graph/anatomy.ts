/**
 * `anatomy(model, unit)(image)` → how one unit of a convolution gets its value: what each input
 * channel adds, and the maps, patches and kernel slices that sum is made of.
 *
 * The contributions and the bias sum to the preactivation exactly (in double precision): nothing
 * else enters it.
 */
import { tidy, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Window } from '../../model/cone.ts'
import { entering } from '../../model/entering.ts'
import { forward } from '../../model/forward.ts'
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import { parseUnit, unitPosition } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { formatUnit } from '../../vocabulary/unit.ts'
import { operationOf } from '../../model/operations.ts'
import { isConvolution } from '../../model/ops/conv.ts'

/** What one input channel adds to the preactivation. */
export interface Contribution {
  channel: number
  sum: number
}

/** The steps of one contribution: map → patch under the kernel × kernel slice = product → sum. */
export interface Part extends Contribution {
  /** The channel's activation map; for the first layer, the scaled image's. */
  map: Grid
  /** The part of the map that the kernel covers; zeros where it reaches past the edge. */
  patch: Grid
  kernel: Grid
  product: Grid
}

export interface Anatomy {
  /** With its position: `conv4/17@8,8`. */
  unit: string
  input: { layer: string; height: number; width: number; channels: number }
  /** Rows and columns of the input that the kernel covers; may reach past its edges. */
  window: Window
  /** Input positions between neighbouring units, down and across. */
  stride: [number, number]
  /** Input positions between neighbouring taps of the kernel. */
  dilation: number
  /** Every input channel, from the strongest excitation to the strongest inhibition. */
  contributions: Contribution[]
  /** The strongest at both ends, or the channels chosen, in full and in the same order. */
  parts: Part[]
  bias: number
  preactivation: number
  /** After the nonlinearity. */
  value: number
  /** The unit's channel at every position, after the nonlinearity. */
  output: Grid
}

export interface AnatomyOptions {
  /** How many input channels of each sign come in full; 4 when absent. */
  strongest?: number
  /** Input channels that come in full in place of the strongest. */
  channels?: readonly number[]
}

/**
 * @param reference the unit, as in `conv4/17` (the centre) or `conv4/17@8,8`
 * @throws Error where the unit is unknown or its layer is no convolution
 */
export function anatomy(model: Model, reference: string, { strongest = 4, channels: chosen }: AnatomyOptions = {}) {
  const { table } = model
  const unit = parseUnit(reference, table)
  const at = unitPosition(unit, table)
  const { layer, groups, filters, stride, dilation, padding, kernel } = convolutionOf(table, unit.layer)
  const [tall, wide] = kernel
  const input = layer.inputs[0]
  const { height, width, channels } = extents(table).get(input)!
  const output = extents(table).get(layer.name)!
  const depth = channels / groups
  const firstChannel = Math.floor(unit.channel / (filters / groups)) * depth
  const weights = model.stored.get(`${unit.layer.replace(/\.pre$/, '')}/kernel`)!.data
  const bias = model.stored.get(`${unit.layer.replace(/\.pre$/, '')}/bias`)!.data[unit.channel]
  const slope = negativeSlope(table, unit.layer)
  // Adding 0 makes −0 an ordinary zero.
  const rectify = (x: number) => (x < 0 ? slope * x + 0 : x)

  /** The unit's kernel, `(kh, kw, depth)`. */
  const unitWeights = new Float32Array(tall * wide * depth)
  for (let i = 0; i < unitWeights.length; i++) unitWeights[i] = weights[i * filters + unit.channel]!

  /** Kernel slices, one per input channel of the group. */
  const slices = Array.from({ length: depth }, (_, i) => {
    const values = new Float32Array(tall * wide)
    for (let tap = 0; tap < values.length; tap++) values[tap] = unitWeights[tap * depth + i]!
    return values
  })

  /** `(B, H, W, C)` of one image → its anatomy. */
  return async (image: Tensor4D): Promise<Anatomy> => {
    const activations = await readLayer(model, image, input)

    /** Calls `visit` for each tap of the kernel that lies on the map, with the input's value there. */
    const overTaps = (channel: number, y: number, x: number, visit: (tap: number, value: number) => void): void => {
      for (let row = 0; row < tall; row++) {
        const i = y * stride[0] - padding[0] + row * dilation
        if (i < 0 || i >= height) continue
        for (let column = 0; column < wide; column++) {
          const j = x * stride[1] - padding[2] + column * dilation
          if (j < 0 || j >= width) continue
          visit(row * wide + column, activations[(i * width + j) * channels + channel])
        }
      }
    }
    const patchOf = (channel: number): Float32Array => {
      const patch = new Float32Array(tall * wide)
      overTaps(channel, ...at, (tap, value) => (patch[tap] = value))
      return patch
    }
    const sums = (y: number, x: number): Contribution[] =>
      slices.map((slice, i) => {
        let sum = 0
        overTaps(firstChannel + i, y, x, (tap, value) => (sum += value * slice[tap]))
        return { channel: firstChannel + i, sum }
      })
    /** The sum over all channels at once, in the order the numbers lie in: it runs at every position. */
    const preactivationAt = (y: number, x: number): number => {
      let sum = bias
      for (let row = 0; row < tall; row++) {
        const i = y * stride[0] - padding[0] + row * dilation
        if (i < 0 || i >= height) continue
        for (let column = 0; column < wide; column++) {
          const j = x * stride[1] - padding[2] + column * dilation
          if (j < 0 || j >= width) continue
          const from = (i * width + j) * channels + firstChannel
          const tap = (row * wide + column) * depth
          for (let c = 0; c < depth; c++) sum += activations[from + c] * unitWeights[tap + c]
        }
      }
      return sum
    }
    const total = (parts: readonly Contribution[]) => parts.reduce((sum, part) => sum + part.sum, bias)

    const contributions = sums(...at).sort((a, b) => b.sum - a.sum || a.channel - b.channel)
    const values = new Float32Array(output.height * output.width)
    for (let y = 0; y < output.height; y++)
      for (let x = 0; x < output.width; x++) values[y * output.width + x] = rectify(preactivationAt(y, x))

    const taps = (each: Float32Array): Grid => ({ height: tall, width: wide, values: each })
    const inFull = contributions.filter(({ channel }, i) =>
      chosen ? chosen.includes(channel) : i < strongest || i >= contributions.length - strongest,
    )
    const top = at[0] * stride[0] - padding[0]
    const left = at[1] * stride[1] - padding[2]
    const sum = total(contributions)
    return {
      unit: formatUnit({ ...unit, at }),
      input: { layer: input, height, width, channels },
      window: {
        top,
        left,
        bottom: top + (tall - 1) * dilation + 1,
        right: left + (wide - 1) * dilation + 1,
      },
      stride,
      dilation,
      contributions,
      parts: inFull.map(({ channel, sum }) => {
        const patch = patchOf(channel)
        const slice = slices[channel - firstChannel]
        const map = new Float32Array(height * width)
        for (let i = 0; i < map.length; i++) map[i] = activations[i * channels + channel]!
        return {
          channel,
          sum,
          map: { height, width, values: map },
          patch: taps(patch),
          kernel: taps(slice),
          product: taps(patch.map((value, i) => value * slice[i])),
        }
      }),
      bias,
      preactivation: sum,
      value: rectify(sum),
      output: { height: output.height, width: output.width, values },
    }
  }
}

/** The convolution that computes a layer's preactivations. */
function convolutionOf(table: LayerTable, name: string) {
  const layer = layerNamed(table, preactivation(name, table))
  if (isConvolution(layer)) return { ...layer, layer }
  const known = table.layers.filter(isConvolution)
  throw new Error(
    `no convolution: ${name} (allowed: ${known.map((each) => each.name.replace(/\.pre$/, '')).join(', ')})`,
  )
}

/** Slope of the layer's nonlinearity below zero: 0 for a ReLU, 1 where there is none. */
function negativeSlope(table: LayerTable, name: string): number {
  const layer = layerNamed(table, name)
  return operationOf(layer).slope?.(layer) ?? 1
}

/** `(1, H, W, C)` as numbers; the scaled image for the first layer. */
async function readLayer(model: Model, image: Tensor4D, layer: string): Promise<Float32Array> {
  if (layer === INPUT) {
    const entered = tidy(() => entering(image, model.table.input))
    const found = await entered.data<'float32'>()
    entered.dispose()
    return found
  }
  const activation = forward(model)(image, [layer])[layer]
  const values = await activation.data<'float32'>()
  activation.dispose()
  return values
}
