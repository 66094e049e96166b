/** How smooth a layer's kernels are. */
import { layerNamed } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'

/**
 * Pearson's correlation of each weight with the one to its right, over all kernels of a convolution: near 0
 * where weights know nothing of their neighbours, 1 where every row is one number.
 * @param layer as in `conv4`
 * @throws Error where the layer has no kernel of at least two columns
 */
export function neighbourCorrelation({ table, stored }: Model, layer: string): number {
  layerNamed(table, layer)
  const kernel = stored.get(`${layer}/kernel`)
  if (!kernel || kernel.shape.length !== 4 || kernel.shape[1] < 2)
    throw new Error(`no kernel with neighbours in ${layer} (write a convolution of two columns or more)`)
  const { data, shape } = kernel
  const [height, width, inputs, filters] = shape as [number, number, number, number]
  const step = inputs * filters
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0]
  for (let y = 0; y < height; y++)
    for (let x = 0; x + 1 < width; x++)
      for (let i = 0; i < step; i++) {
        const left = data[(y * width + x) * step + i]
        const right = data[(y * width + x + 1) * step + i]
        n++
        a += left
        b += right
        aa += left * left
        bb += right * right
        ab += left * right
      }
  return (n * ab - a * b) / Math.sqrt((n * aa - a * a) * (n * bb - b * b))
}
