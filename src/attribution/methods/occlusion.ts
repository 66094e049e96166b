/**
 * Occlusion (Zeiler and Fergus 2013, arXiv 1311.2901): how far the score falls when a square of the image
 * is painted over. A pixel gets the mean over the squares that cover it.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Score } from '../classScore.ts'
import { imageTensor, type Pixels } from '../../model/pixels.ts'
import type { Refinement } from '../relevance.ts'
import { scoresOf } from '../inputGradient.ts'
import type { Method } from '../method.ts'

export interface OcclusionOptions {
  /** Side of the square in pixels. */
  patch: number
  /** Pixels from one square to the next; they begin at the top left corner and stay inside. */
  stride: number
  /** Grey level in [0, 1] of the paint. */
  fill: number
  /** Images computed at once. */
  batch?: number
}

/** Refined batch by batch, from a coarse lattice to the whole of it. */
export async function* occlusion(
  score: Score,
  image: Pixels,
  { patch, stride, fill, batch = 4 }: OcclusionOptions,
): AsyncGenerator<Refinement, void, void> {
  const { height, width, values } = image
  if (!(patch >= 1 && patch <= Math.min(height, width)))
    throw new Error(
      `occluding square of ${patch} pixels in an image of ${height}×${width} (allowed: 1 to ${Math.min(height, width)})`,
    )
  const depth = values.length / (height * width)
  const whole = imageTensor(image)
  const unharmed = (await scoresOf(score, whole))[0]
  whole.dispose()
  const corners = lattice(height, width, patch, stride)
  const sum = new Float64Array(height * width)
  const count = new Uint16Array(height * width)
  for (let done = 0; done < corners.length; done += batch) {
    const some = corners.slice(done, done + batch)
    const copies = new Float32Array(some.length * values.length)
    some.forEach(([top, left], b) => {
      copies.set(values, b * values.length)
      for (let y = top; y < top + patch; y++) {
        const row = b * values.length + (y * width + left) * depth
        copies.fill(fill, row, row + patch * depth)
      }
    })
    const images = tf.tensor4d(copies, [some.length, height, width, depth])
    const scores = await scoresOf(score, images)
    images.dispose()
    some.forEach(([top, left], b) => {
      for (let y = top; y < top + patch; y++)
        for (let x = left; x < left + patch; x++) {
          sum[y * width + x] += unharmed - scores[b]
          count[y * width + x]++
        }
    })
    const mean = Float32Array.from(sum, (total, i) => total / Math.max(1, count[i]))
    yield {
      map: { height, width, values: mean },
      pass: Math.min(done + batch, corners.length),
      passes: corners.length,
    }
  }
}

/** Corners `[top, left]` of the squares: first those that just cover the image, then those between. */
function lattice(height: number, width: number, patch: number, stride: number): [number, number][] {
  const along = (size: number) => Math.floor((size - patch) / stride) + 1
  const [rows, columns] = [along(height), along(width)]
  const corners: [number, number][] = []
  const seen = new Set<number>()
  for (let step = Math.max(1, Math.floor(patch / stride)); step >= 1; step = Math.floor(step / 2))
    for (let row = 0; row < rows; row += step)
      for (let column = 0; column < columns; column += step) {
        if (seen.has(row * columns + column)) continue
        seen.add(row * columns + column)
        corners.push([row * stride, column * stride])
      }
  return corners
}

/** Squares along the image's longer side, were they laid edge to edge; steps from one to the next. */
const SQUARES = 5.33
const STRIDES = { thorough: 16, quick: 8 }

export default {
  title: 'Occlusion',
  order: 5,
  refined: 'steps',
  quickness: 6,
  signed: true,
  empty: 'covering a part of the picture leaves {class} as it is, whatever the part',
  steps({ score, image, baseline, quick, batch }) {
    const side = Math.max(image.height, image.width)
    return occlusion(score, image, {
      fill: baseline,
      patch: Math.max(1, Math.round(side / SQUARES)),
      stride: Math.max(1, Math.round(side / (quick ? STRIDES.quick : STRIDES.thorough))),
      batch,
    })
  },
} satisfies Method
