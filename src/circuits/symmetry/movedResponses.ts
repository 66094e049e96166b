/** How strongly units respond to one picture as it is turned, mirrored or coloured anew. */
import * as tf from '@tensorflow/tfjs-core'
import { forward } from '../../model/forward.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit, unitPosition } from '../../model/unit.ts'
import { movedPicture } from './movedPicture.ts'
import { fieldOf } from '../responses/tuning.ts'

export interface MovedRequest {
  /** As in `conv4/39`: of one layer, each at its centre. */
  units: readonly string[]
  /** RGB in [0, 1], (H, W, 3), of the network's own size. */
  image: Float32Array
  movement: string
  /** As `by` of `movedPicture`. */
  moves: readonly number[]
}

/** Pictures in one pass. */
const CHUNK = 36

/**
 * The picture turns about the pixel that the units are centred on.
 * @returns one list per unit, one value per move
 * @throws Error where units are of several layers, or the image is of another size
 */
export async function movedResponses(
  model: Model,
  { units, image, movement, moves }: MovedRequest,
): Promise<Float32Array[]> {
  const { table } = model
  const { height: rows, width: columns } = table.input
  if (image.length !== rows * columns * 3)
    throw new Error(`image of ${image.length} numbers (${table.id} takes ${rows}×${columns}×3)`)
  const parsed = units.map((unit) => parseUnit(unit, table))
  const { layer } = parsed[0]
  const other = parsed.find((unit) => unit.layer !== layer)
  if (other) throw new Error(`units of two layers: ${layer} and ${other.layer} (a family is of one layer)`)
  const { seen, centre, window } = fieldOf(table, layer, unitPosition(parsed[0], table))
  const run = forward(model)
  const found = units.map(() => new Float32Array(moves.length))
  const [height, width] = [seen.bottom - seen.top, seen.right - seen.left]
  for (let start = 0; start < moves.length; start += CHUNK) {
    const some = moves.slice(start, start + CHUNK)
    const values = tf.tidy(() => {
      const picture = { height: rows, width: columns, values: image }
      const all = new Float32Array(some.length * height * width * 3)
      some.forEach((by, i) => {
        const moved = movedPicture(picture, movement, by, centre)
        for (let y = 0; y < height; y++) {
          const from = 3 * ((seen.top + y) * columns + seen.left)
          all.set(moved.subarray(from, from + 3 * width), 3 * width * (i * height + y))
        }
      })
      const batch = tf.tensor4d(all, [some.length, height, width, 3])
      const target = window ? { layer, window } : layer
      return run(batch, [target], { top: seen.top, left: seen.left })[layer]
    })
    const channels = values.shape.at(-1)!
    const data = await values.data<'float32'>()
    values.dispose()
    for (let i = 0; i < some.length; i++)
      parsed.forEach(({ channel }, u) => (found[u][start + i] = data[i * channels + channel]!))
  }
  return found
}
