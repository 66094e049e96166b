/** Where in images units respond most. */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../../model/forward.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'

/** The largest value of a unit's channel on one image, and its row and column; [0, 0] where it has no positions. */
export interface ImageResponse {
  value: number
  at: [number, number]
}

/**
 * @param references units of one layer, as in `conv4/17`
 * @param images RGB in [0, 1], `(H, W, 3)`, of the network's own size
 * @returns one list per unit, one response per image
 */
export async function imageResponses(
  model: Model,
  references: readonly string[],
  images: readonly Float32Array[],
): Promise<ImageResponse[][]> {
  const units = references.map((reference) => parseUnit(reference, model.table))
  const { layer } = units[0]
  const other = units.find((unit) => unit.layer !== layer)
  if (other) throw new Error(`units of two layers: ${layer} and ${other.layer} (give those of one)`)
  const { height, width: across } = model.table.input
  const values = tf.tidy(() => {
    const batch = tf.stack(images.map((image) => tf.tensor3d(image, [height, across, 3])))
    return forward(model)(batch as tf.Tensor4D, [layer])[layer]
  })
  const data = await values.data<'float32'>()
  const channels = values.shape.at(-1)!
  const width = values.rank === 4 ? values.shape[2]! : 1
  const positions = values.rank === 4 ? values.shape[1]! * width : 1
  values.dispose()
  return units.map(({ channel }) =>
    images.map((_, image) => {
      let best = 0
      const value = (i: number) => data[(image * positions + i) * channels + channel]
      for (let i = 1; i < positions; i++) if (value(i) > value(best)) best = i
      return { value: value(best), at: [Math.floor(best / width), best % width] }
    }),
  )
}
