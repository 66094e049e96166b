/**
 * What stands where a patch is removed: `(image) → pixels` of the same size, from which the patch is taken. Each
 * makes pictures that the network never saw, each in its own way; that is why they disagree.
 */
import type { Pixels } from '../../model/pixels.ts'
import type { Filling } from '../../vocabulary/filling.ts'
import { createRng } from '../../vocabulary/rng.ts'

export { FILLINGS, type Filling } from '../../vocabulary/filling.ts'

/**
 * @param patch side of a patch in pixels: the blur's standard deviation is half of it
 * @param grey level in [0, 1] that enters the network as 0
 */
export function filled(image: Pixels, filling: Filling, patch: number, grey: number, seed: number): Pixels {
  switch (filling) {
    case 'mean':
      return everywhere(image, meanColour(image))
    case 'blur':
      return blurred(image, patch / 2)
    case 'noise':
      return noise(image, seed)
    case 'grey':
      return everywhere(image, [grey])
  }
}

const depthOf = ({ height, width, values }: Pixels): number => values.length / (height * width)

const everywhere = (image: Pixels, colour: readonly number[]): Pixels => ({
  ...image,
  values: image.values.map((_, i) => colour[i % colour.length]),
})

function meanColour(image: Pixels): number[] {
  const depth = depthOf(image)
  const sums = new Array<number>(depth).fill(0)
  for (const [i, value] of image.values.entries()) sums[i % depth] += value
  return sums.map((sum) => (sum * depth) / image.values.length)
}

/** The picture's own colours at places drawn at random, so that noise has its histogram. */
function noise(image: Pixels, seed: number): Pixels {
  const rng = createRng(seed, 'filling')
  const depth = depthOf(image)
  const pixels = image.height * image.width
  const values = new Float32Array(image.values.length)
  for (let at = 0; at < pixels; at++) {
    const from = rng.integer(0, pixels - 1)
    for (let c = 0; c < depth; c++) values[at * depth + c] = image.values[from * depth + c]
  }
  return { ...image, values }
}

/** A Gaussian along both axes; at the edges its part inside the picture counts. */
function blurred(image: Pixels, deviation: number): Pixels {
  const depth = depthOf(image)
  const across = along(image.values, image.width, depth, image.height, image.width * depth, deviation)
  return { ...image, values: along(across, image.height, image.width * depth, image.width, depth, deviation) }
}

/** Along one axis of `length` places, `step` apart, of each of `lines` lines, `stride` apart. */
function along(
  values: Float32Array,
  length: number,
  step: number,
  lines: number,
  stride: number,
  deviation: number,
): Float32Array {
  const depth = values.length / (length * lines)
  const reach = Math.ceil(3 * deviation)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / deviation) ** 2))
  const result = new Float32Array(values.length)
  for (let line = 0; line < lines; line++)
    for (let c = 0; c < depth; c++)
      for (let i = 0; i < length; i++) {
        let [sum, whole] = [0, 0]
        for (let j = Math.max(0, i - reach); j <= Math.min(length - 1, i + reach); j++) {
          const weight = weights[j - i + reach]
          sum += weight * values[line * stride + j * step + c]
          whole += weight
        }
        result[line * stride + i * step + c] = sum / whole
      }
  return result
}
