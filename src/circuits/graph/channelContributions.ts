/** Through which channels of the layer below a unit gets its value. */
import * as tf from '@tensorflow/tfjs-core'
import { dependencyCone, inputWindow, position } from '../../model/cone.ts'
import { forward } from '../../model/forward.ts'
import { centre, extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, parameterName, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { draw } from '../../stimuli/family.ts'
import { families, familyNamed } from '../../stimuli/families.ts'
import { SEARCHED, seededStimulus } from '../../vocabulary/seededStimuli.ts'
import { fieldOf } from '../responses/tuning.ts'
import { isConvolution, type Convolution } from '../../model/ops/conv.ts'

/**
 * The convolution that a unit's value comes from, and the layer below it.
 * @throws Error for a unit of no convolution, of one in groups, or of one that sees the image itself
 */
export function convolutionOf(table: LayerTable, reference: string): Convolution {
  const unit = parseUnit(reference, table)
  const layer = layerNamed(table, preactivation(unit.layer, table))
  if (!isConvolution(layer) || layer.groups !== 1 || layer.inputs[0] === INPUT)
    throw new Error(
      `no facets of ${reference}: facets are told apart by the layer below, so that the unit must be one of a convolution above the first`,
    )
  return layer
}

/**
 * What each channel of the layer below adds to a unit's preactivation at the centre of its layer, of what
 * the unit sees of images: `(images) → one list (channels) per image`; with the bias they sum to the
 * preactivation.
 */
export function channelContributionsOf(model: Model, reference: string) {
  const { table } = model
  const convolution = convolutionOf(table, reference)
  const { channel } = parseUnit(reference, table)
  const below = convolution.inputs[0]
  const at = centre(table, convolution.name)
  const { seen, centre: middle } = fieldOf(table, convolution.name, at)
  const output = position(...at)
  const window = dependencyCone(table, [{ layer: convolution.name, window: output }]).get(below)!
  const wanted = inputWindow(convolution, output)
  const { channels } = extents(table).get(below)!
  const [height, width] = [window.bottom - window.top, window.right - window.left]
  const kernel = model.stored.get(`${parameterName(convolution.name)}/kernel`)!.data
  const run = forward(model)
  const sumsOf = (data: Float32Array): Float32Array => {
    const sums = new Float32Array(channels)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const row = (window.top + y - wanted.top) / convolution.dilation
        const column = (window.left + x - wanted.left) / convolution.dilation
        if (!Number.isInteger(row) || !Number.isInteger(column)) continue
        const from = (row * convolution.kernel[1] + column) * channels
        for (let k = 0; k < channels; k++)
          sums[k] += data[(y * width + x) * channels + k] * kernel[(from + k) * convolution.filters + channel]
      }
    return sums
  }
  return {
    /** Which pixels of the input an image holds, and the pixel that stimuli stand at. */
    seen,
    middle,
    /** @param image RGB in [0, 1], `(B, H, W, 3)`, of the pixels `seen` */
    async of(image: () => tf.Tensor4D): Promise<Float32Array[]> {
      const values = tf.tidy(() => run(image(), [{ layer: below, window }], { top: seen.top, left: seen.left })[below])
      const data = await values.data<'float32'>()
      const each = height * width * channels
      values.dispose()
      return Array.from({ length: data.length / each }, (_, i) => sumsOf(data.subarray(i * each, (i + 1) * each)))
    },
  }
}

/**
 * What each channel of the layer below adds, of seeded stimuli.
 * @param searched the families that they are of, by name
 */
export async function channelContributions(
  model: Model,
  reference: string,
  seed: number,
  indices: readonly number[],
  searched = SEARCHED,
): Promise<Float32Array[]> {
  const { seen, middle, of } = channelContributionsOf(model, reference)
  const found: Float32Array[] = []
  for (const index of indices) {
    const { family, sample } = seededStimulus(families, seed, index, searched)
    const frame = {
      height: seen.bottom - seen.top,
      width: seen.right - seen.left,
      top: seen.top - middle[0],
      left: seen.left - middle[1],
    }
    found.push(...(await of(() => draw(familyNamed(family), [sample], frame))))
  }
  return found
}
