/** The small network's class scores, by loops in double precision. */
import type { Pixels } from '../../src/model/pixels.ts'
import { noiseImage, parameters, table } from '../model/menagerie.ts'
import { slowForward, type Parameter, type Volume } from '../model/slowForward.ts'

export const IMAGE: Volume = noiseImage(3)

export const pixelsOf = ({ height, width, data }: Volume): Pixels => ({
  height,
  width,
  values: Float32Array.from(data),
})

export const slowScore = (
  index: number,
  data: Float64Array = IMAGE.data,
  given: ReadonlyMap<string, Parameter> = parameters,
): number => slowForward(table, given, { ...IMAGE, data }).get('logits')!.data[index]

/** The score's slope along one pixel value, by central differences. */
export function slowSlope(index: number, at: number, step = 1e-6): number {
  const moved = (by: number) => {
    const data = IMAGE.data.slice()
    data[at] += by
    return slowScore(index, data)
  }
  return (moved(step) - moved(-step)) / (2 * step)
}
