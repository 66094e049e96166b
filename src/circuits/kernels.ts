/** The kernels of a convolution, from the largest down. */
import { extents } from '../model/geometry.ts'
import { layerNamed, parameterName } from '../model/layerTable.ts'
import type { Model } from '../model/model.ts'
import { preactivation } from '../model/unit.ts'
import type { Grid } from './anatomy.ts'

export interface Kernel {
  /** The channel it leads to. */
  to: number
  /** The input channel it leads from; null where it is all colours of the image together. */
  from: number | null
  /** Euclidean length. */
  norm: number
  /** One grid, or one for each colour. */
  grids: Grid[]
}

export interface KernelRequest {
  /** As in `conv4`. */
  layer: string
  /** The channel they lead to; null for all. */
  channel: number | null
  /** How many, the largest first. */
  count: number
}

/**
 * Kernels by falling norm. On the image, a kernel is all its colours; deeper, it joins two units.
 * @throws Error where the layer is no convolution, or has no such channel
 */
export function kernels(model: Model, { layer: name, channel, count }: KernelRequest): Kernel[] {
  const { table } = model
  const layer = layerNamed(table, preactivation(name, table))
  if (layer.op !== 'conv') {
    const known = table.layers.filter(({ op }) => op === 'conv').map((each) => each.name)
    throw new Error(
      `no kernels: ${name} is no convolution (allowed: ${known.map(parameterName).join(', ')})`,
    )
  }
  const { filters, groups } = layer
  if (channel !== null && !(channel >= 0 && channel < filters))
    throw new Error(`unknown unit: ${name}/${channel} (${name} has units 0 to ${filters - 1})`)
  const input = layer.inputs[0]
  const depth = extents(table).get(input)!.channels / groups
  const [height, width] = layer.kernel
  const weights = model.stored.get(`${parameterName(layer.name)}/kernel`)!.data
  const slice = (to: number, from: number): Grid => {
    const values = new Float32Array(height * width)
    for (let tap = 0; tap < values.length; tap++)
      values[tap] = weights[(tap * depth + from) * filters + to]!
    return { height, width, values }
  }
  const found: Kernel[] = []
  for (let to = 0; to < filters; to++) {
    if (channel !== null && to !== channel) continue
    const first = Math.floor(to / (filters / groups)) * depth
    const grids = Array.from({ length: depth }, (_, from) => slice(to, from))
    if (input === 'input' && depth === 3) found.push(kernel(to, null, grids))
    else grids.forEach((grid, from) => found.push(kernel(to, first + from, [grid])))
  }
  return found.sort((a, b) => b.norm - a.norm || a.to - b.to).slice(0, count)
}

const kernel = (to: number, from: number | null, grids: Grid[]): Kernel => ({
  to,
  from,
  norm: Math.hypot(...grids.flatMap(({ values }) => [...values])),
  grids,
})
