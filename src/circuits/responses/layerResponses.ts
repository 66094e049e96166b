/**
 * How every unit of a layer responds to the same pictures: to drawn stimuli as a mean over all positions, to pictures
 * of things in each of a few cells, so that networks of other grids can be compared.
 */
import * as tf from '@tensorflow/tfjs-core'
import { familyNamed } from '../../stimuli/families.ts'
import { draw } from '../../stimuli/family.ts'
import { forward } from '../../model/forward.ts'
import type { Model } from '../../model/model.ts'
import { FIELD, type Stimulus } from './sameStimuli.ts'

/** Pictures in one pass. */
const CHUNK = 28

export interface StimulusResponses {
  /** One list per unit, one value per stimulus: the mean over positions. */
  means: Float32Array[]
  /** The largest value of each unit at any position of any stimulus. */
  most: Float32Array
}

/** Every unit of a layer on stimuli drawn in a field of 64 pixels, at the network's own size. */
export async function stimulusResponsesOf(
  model: Model,
  layer: string,
  stimuli: readonly Stimulus[],
): Promise<StimulusResponses> {
  const { height, width } = model.table.input
  const pixel = FIELD / Math.max(height, width)
  const first = (length: number) => (pixel * (1 - length)) / 2
  const window = { height, width, pixel, top: first(height), left: first(width) }
  const run = forward(model)
  let means: Float32Array[] = []
  let most = new Float32Array()
  for (const family of new Set(stimuli.map((each) => each.family))) {
    const own = [...stimuli.keys()].filter((index) => stimuli[index]!.family === family)
    for (let start = 0; start < own.length; start += CHUNK) {
      const some = own.slice(start, start + CHUNK)
      const [mean, peak] = tf.tidy((): [tf.Tensor, tf.Tensor] => {
        const samples = some.map((index) => stimuli[index]!.sample as Record<string, number>)
        const image = draw(familyNamed(family), samples, window)
        const maps = run(image, [layer])[layer]!
        const flat = tf.reshape(maps, [some.length, -1, maps.shape.at(-1)!])
        return [tf.mean(flat, 1), tf.max(flat, [0, 1])]
      })
      const [values, peaks] = await Promise.all([mean.data<'float32'>(), peak.data<'float32'>()])
      tf.dispose([mean, peak])
      const units = peaks.length
      if (means.length === 0) {
        means = Array.from({ length: units }, () => new Float32Array(stimuli.length))
        most = new Float32Array(units).fill(-Infinity)
      }
      for (let unit = 0; unit < units; unit++) {
        some.forEach((index, i) => (means[unit]![index] = values[i * units + unit]!))
        most[unit] = Math.max(most[unit]!, peaks[unit]!)
      }
    }
  }
  return { means, most }
}

/** Cells of a side. */
export const CELLS = 4

/**
 * Every unit of a layer on pictures, each picture in `CELLS` × `CELLS` cells: one list per unit, the cells of the first
 * picture first, row by row; each value the mean of the positions whose index falls into the cell.
 * @param pictures RGB in [0, 1], each `(H, W, 3)` of the network's own size
 */
export async function cellResponses(
  model: Model,
  layer: string,
  pictures: readonly Float32Array[],
): Promise<Float32Array[]> {
  const { height: rows, width: columns } = model.table.input
  const run = forward(model)
  let found: Float32Array[] = []
  for (let start = 0; start < pictures.length; start += CHUNK) {
    const some = pictures.slice(start, start + CHUNK)
    const maps = tf.tidy(() => {
      const image = tf.stack(some.map((each) => tf.tensor3d(each, [rows, columns, 3]))) as tf.Tensor4D
      return run(image, [layer])[layer] as tf.Tensor4D
    })
    const values = await maps.data<'float32'>()
    const [, height, width, units] = maps.shape
    maps.dispose()
    if (height < CELLS || width < CELLS)
      throw new Error(
        `layer ${layer} of ${model.table.id} has ${height} × ${width} positions (at least ${CELLS} × ${CELLS} are compared)`,
      )
    if (found.length === 0)
      found = Array.from({ length: units }, () => new Float32Array(pictures.length * CELLS * CELLS))
    const counts = new Float32Array(CELLS * CELLS)
    const cellOf = (y: number, x: number) => Math.floor((y * CELLS) / height) * CELLS + Math.floor((x * CELLS) / width)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) counts[cellOf(y, x)]!++
    for (let i = 0; i < some.length; i++)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const cell = cellOf(y, x)
          const from = ((i * height + y) * width + x) * units
          const to = (start + i) * CELLS * CELLS + cell
          for (let unit = 0; unit < units; unit++) found[unit]![to]! += values[from + unit]! / counts[cell]!
        }
  }
  return found
}
