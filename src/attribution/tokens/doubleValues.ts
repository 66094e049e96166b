/** `doubleValues(model, image, upTo)` → every layer's values in double precision, from the image on. */
import type { DoublePass, Doubles } from '../../model/doublePrecision.ts'
import { extents } from '../../model/geometry.ts'
import type { Model } from '../../model/model.ts'
import { operationOf } from '../../model/operations.ts'
import type { Pixels } from '../../model/pixels.ts'
import { INPUT, layerNamed, parameterName, type Layer, type NetworkInput } from '../../vocabulary/layerTable.ts'
import type { Extent } from '../../vocabulary/extent.ts'

const NONE = new Float32Array(0)

/**
 * The values of `upTo` and of all layers that it depends on, by name.
 * @param image of the network's own size, RGB in [0, 1]
 * @throws Error for a layer whose operation is not told in double precision
 */
export function doubleValues(
  model: Pick<Model, 'table' | 'stored'>,
  image: Pixels,
  upTo: string,
): Map<string, Doubles> {
  const { table } = model
  layerNamed(table, upTo)
  const sizes = extents(table)
  const needed = new Set([upTo])
  for (const { name, inputs } of [...table.layers].reverse())
    if (needed.has(name)) for (const input of inputs) needed.add(input)
  const values = new Map<string, Doubles>([[INPUT, { ...sizes.get(INPUT)!, values: entering(image, table.input) }]])
  for (const layer of table.layers) {
    if (!needed.has(layer.name)) continue
    const pass = passOf(model, layer, values, sizes)
    values.set(layer.name, { ...pass.extent, values: doubleOf(layer).forward!(pass) })
  }
  return values
}

/** What an operation gets of its layer. */
export function passOf(
  model: Pick<Model, 'table' | 'stored'>,
  layer: Layer,
  values: ReadonlyMap<string, Doubles>,
  sizes: ReadonlyMap<string, Extent>,
): DoublePass<Layer> {
  const stored = (kind: string) => model.stored.get(`${parameterName(layer.name)}/${kind}`)?.data ?? NONE
  return {
    layer,
    inputs: layer.inputs.map((name) => values.get(name)!),
    extent: sizes.get(layer.name)!,
    kernel: stored('kernel'),
    bias: stored('bias'),
  }
}

/** @throws Error naming the layer, where its operation is not told in double precision */
export function doubleOf(layer: Layer) {
  const { double } = operationOf(layer)
  if (double?.forward) return double
  throw new Error(`layer ${layer.name}: relevance is not known to pass through ${layer.op}`)
}

/** Rounding of a float32 in [0, 1]. */
const ROUNDING = 2 ** -23

/** A level of 8 bits as it was before it was rounded to float32; any other value as it is. */
function unrounded(value: number): number {
  const level = Math.round(value * 255) / 255
  return Math.abs(level - value) < ROUNDING ? level : value
}

/** As the network takes it, `(H, W, C)`: its order of colours, scaled and moved. */
function entering({ values }: Pixels, { channels, scale, offset, order }: NetworkInput): Float64Array {
  return Float64Array.from(values, (_, i) => {
    const channel = i % channels
    const at = order === 'BGR' ? i - channel + (channels - 1 - channel) : i
    return unrounded(values[at]) * scale[channel] + offset[channel]
  })
}
