/** `propagate(model, values, start)` → the relevance of every layer between a class and the tokens. */
import type { Doubles } from '../../model/doublePrecision.ts'
import { extents } from '../../model/geometry.ts'
import type { Model } from '../../model/model.ts'
import { isAttention } from '../../model/ops/attention.ts'
import { doubleOf, passOf } from './doubleValues.ts'

export interface LayerSum {
  layer: string
  sum: number
  /** The sum of absolute values: what rounding of the sum has to be compared with. */
  magnitude: number
  /** How much of the sum its rule did not pass on: what reached values to which nothing contributed. */
  lost: number
}

export interface Propagated {
  /** By layer, value by value; only layers that the class depends on, down to the tokens. */
  relevance: ReadonlyMap<string, Float64Array>
  /** The sum of what reached each layer, in the order in which it was passed down. A residual's layer counts once all its readers have given. */
  sums: readonly LayerSum[]
}

/**
 * Deep Taylor propagation as Chefer, Gur and Wolf give it (CVPR 2021, arXiv 2012.09838, section 3.1), each layer by the
 * rule of its operation. It starts as 1 at one unit; a layer that several read gets the sum of what they give.
 * @param values of all layers below the start, in double precision
 * @throws Error for a layer between the class and an attention layer whose operation has no rule
 */
export function propagate(
  model: Pick<Model, 'table' | 'stored'>,
  values: ReadonlyMap<string, Doubles>,
  start: { layer: string; unit: number },
): Propagated {
  const { table } = model
  const sizes = extents(table)
  const relevance = new Map<string, Float64Array>()
  const first = new Float64Array(values.get(start.layer)!.values.length)
  first[start.unit] = 1
  relevance.set(start.layer, first)
  const wanted = aboveAttention(model)
  const sums: LayerSum[] = []
  for (const layer of [...table.layers].reverse()) {
    const given = relevance.get(layer.name)
    if (!given) continue
    const { relevance: rule } = doubleOf(layer)
    const found = { layer: layer.name, sum: total(given), magnitude: total(given.map(Math.abs)) }
    if (!rule) {
      sums.push({ ...found, lost: 0 })
      if (!wanted.has(layer.name)) continue
      throw new Error(`layer ${layer.name}: relevance is not known to pass through ${layer.op}`)
    }
    const pass = { ...passOf(model, layer, values, sizes), output: values.get(layer.name)!, relevance: given }
    const parts = rule(pass)
    sums.push({ ...found, lost: found.sum - parts.reduce((sum, part) => sum + total(part), 0) })
    for (const [i, part] of parts.entries()) {
      const before = relevance.get(layer.inputs[i])
      if (before) for (let j = 0; j < part.length; j++) before[j] += part[j]
      // A rule may pass on the very array that it was given.
      else relevance.set(layer.inputs[i], part.slice())
    }
  }
  return { relevance, sums }
}

/** Layers that depend on attention. */
function aboveAttention({ table }: Pick<Model, 'table'>): Set<string> {
  const found = new Set<string>()
  for (const layer of table.layers)
    if (isAttention(layer) || layer.inputs.some((name) => found.has(name))) found.add(layer.name)
  return found
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)
