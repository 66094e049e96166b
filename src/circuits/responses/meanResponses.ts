/**
 * `meanResponses(model, units)(images)` → how strongly each unit's channel responds to each picture, on
 * average over all positions: a number that does not depend on where in the picture something is.
 */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../../model/forward.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'
import { familyNamed } from '../../stimuli/families.ts'
import { draw } from '../../stimuli/family.ts'

/** Pictures in one pass. */
const CHUNK = 32

/**
 * @param references as in `conv4/17`, also of several layers
 * @returns `(images (B, H, W, 3))` → one list per unit, one value per picture; the images are not disposed
 * @throws Error where a unit is unknown
 */
export function meanResponses(model: Model, references: readonly string[]) {
  const units = references.map((reference) => parseUnit(reference, model.table))
  const layers = [...new Set(units.map(({ layer }) => layer))]
  const run = forward(model)
  return async (images: tf.Tensor4D): Promise<Float32Array[]> => {
    const means = tf.tidy(() => {
      const found = run(images, layers)
      return layers.map((layer) => {
        const maps = found[layer]
        return maps.rank === 4 ? tf.mean(maps, [1, 2]) : tf.reshape(maps, [maps.shape[0], -1])
      })
    })
    const values = await Promise.all(means.map((each) => each.data<'float32'>()))
    const widths = means.map(({ shape }) => shape[1]!)
    for (const each of means) each.dispose()
    return units.map(({ layer, channel }) => {
      const at = layers.indexOf(layer)
      return Float32Array.from({ length: images.shape[0] }, (_, i) => values[at][i * widths[at] + channel])
    })
  }
}

export interface MeanResponsesArguments {
  units: readonly string[]
  /** As in `families`. */
  family: string
  samples: readonly Record<string, unknown>[]
}

/** The same for stimuli in the middle of the picture. */
export async function stimulusMeans(
  model: Model,
  { units, family, samples }: MeanResponsesArguments,
): Promise<Float32Array[]> {
  const { height, width } = model.table.input
  const [top, left] = [-Math.floor(height / 2), -Math.floor(width / 2)]
  const respond = meanResponses(model, units)
  const found = units.map(() => new Float32Array(samples.length))
  for (let start = 0; start < samples.length; start += CHUNK) {
    const some = samples.slice(start, start + CHUNK) as Record<string, number>[]
    const images = draw(familyNamed(family), some, { height, width, top, left })
    const values = await respond(images)
    images.dispose()
    values.forEach((each, unit) => found[unit].set(each, start))
  }
  return found
}

export interface MirroredArguments {
  units: readonly string[]
  /** RGB in [0, 1], `(H, W, 3)`, of the network's own size. */
  image: Float32Array
}

/**
 * A picture, and the same picture mirrored left to right: two values per unit.
 * @throws Error for an image of another size
 */
export async function mirroredMeans(model: Model, { units, image }: MirroredArguments): Promise<[number, number][]> {
  const { height, width, channels } = model.table.input
  if (image.length !== height * width * channels)
    throw new Error(`image of ${image.length} numbers (${model.table.id} takes ${height}×${width}×${channels})`)
  const images = tf.tidy(() => {
    const one = tf.tensor4d(image, [1, height, width, channels])
    return tf.concat([one, tf.reverse(one, 2)], 0)
  })
  const found = await meanResponses(model, units)(images)
  images.dispose()
  return found.map(([own, mirrored]) => [own, mirrored])
}
