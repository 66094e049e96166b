/** The kernels of a convolution, from the largest down. */
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, parameterName } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import { layerKernels } from './layerKernels.ts'
import { isConvolution } from '../../model/ops/conv.ts'

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
  if (!isConvolution(layer)) {
    const known = table.layers.filter(isConvolution).map((each) => each.name)
    throw new Error(`no kernels: ${name} is no convolution (allowed: ${known.map(parameterName).join(', ')})`)
  }
  const { filters, groups } = layer
  if (channel !== null && !(channel >= 0 && channel < filters))
    throw new Error(`unknown unit: ${name}/${channel} (${name} has units 0 to ${filters - 1})`)
  const input = layer.inputs[0]
  const depth = extents(table).get(input)!.channels / groups
  const weights = model.stored.get(`${parameterName(layer.name)}/kernel`)!.data
  const colours = input === INPUT && depth === 3
  // Of all channels, or of the one asked for.
  const [first, wide] = channel === null ? [0, filters] : [channel, 1]
  const squares = squaredNorms(weights, colours ? 1 : depth, filters, first, wide)
  const kernel = layerKernels(model, name)!
  const toOf = (slot: number) => first + (slot % wide)
  // Numbers sort far faster than what they belong to.
  const least = Float64Array.from(squares).sort()[Math.max(0, squares.length - count)] ?? 0
  return [...squares.keys()]
    .filter((slot) => squares[slot] >= least)
    .sort((a, b) => squares[b] - squares[a] || toOf(a) - toOf(b) || a - b)
    .slice(0, count)
    .map((slot): Kernel => {
      const to = toOf(slot)
      const norm = Math.sqrt(squares[slot])
      if (colours) return { to, from: null, norm, grids: [0, 1, 2].map((from) => kernel(to, from)) }
      const from = Math.floor(to / (filters / groups)) * depth + Math.floor(slot / wide)
      return { to, from, norm, grids: [kernel(to, from)] }
    })
}

/**
 * Squared norms of kernels that lie as `(taps, rows, filters)`, of `count` filters from `first` on:
 * `(rows, count)`. The weights are read once, in the order in which they lie.
 */
function squaredNorms(
  weights: ArrayLike<number>,
  rows: number,
  filters: number,
  first: number,
  count: number,
): Float64Array {
  const squares = new Float64Array(rows * count)
  for (let start = first, row = 0; start < weights.length; start += filters, row++) {
    const slot = (row % rows) * count
    for (let i = 0; i < count; i++) squares[slot + i] += weights[start + i] ** 2
  }
  return squares
}
