/** Seeded pictures for a graph's input, and the largest difference of two values. */
import type { Constant, GraphInput } from '../../../precompute/import/graph.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'

/** Uniform in [low, high), with the axes of the input; lengths that the file leaves open are given. */
export function pictureFor(
  input: GraphInput,
  seed: number,
  low = -1,
  high = 1,
  open: Partial<GraphInput> = {},
): Constant {
  const sizes = { batch: 1, ...input, ...open } as unknown as Record<string, number>
  const length = (axis: GraphInput['axes'][number]): number =>
    typeof axis === 'string' ? sizes[axis]! : axis.reduce((product, each) => product * sizes[each]!, 1)
  const shape = input.axes.map(length)
  const rng = createRng(seed, 'pictureFor')
  const count = shape.reduce((product, each) => product * each, 1)
  return { shape, data: Float32Array.from({ length: count }, () => low + (high - low) * rng.uniform()) }
}

/** Largest difference, as a part of the largest value of `wanted`. */
export function difference(found: Constant, wanted: Constant): number {
  if (found.shape.join() !== wanted.shape.join())
    throw new Error(`shape [${found.shape.join(', ')}] and not [${wanted.shape.join(', ')}]`)
  const wantedData = Array.from(wanted.data)
  const largest = wantedData.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
  return wantedData.reduce((most, each, i) => Math.max(most, Math.abs(each - found.data[i]!)), 0) / (largest || 1)
}
