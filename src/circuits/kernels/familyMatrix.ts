/** The weights between two families of a network's units, and what of them is one pattern, moved. */
import { extents } from '../../model/geometry.ts'
import { layerNamed } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { createRng } from '../../vocabulary/rng.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { unpooled } from '../../model/unpooled.ts'
import { familyTemplate, type Family, type FamilyTemplate } from './familyTemplate.ts'
import { layerKernels } from './layerKernels.ts'
import { isConvolution } from '../../model/ops/conv.ts'

export interface LayerFamily extends Family {
  /** As in `conv4`. */
  layer: string
}

export interface FamilyMatrixRequest {
  /** As in `rotation`. */
  symmetry: string
  lower: LayerFamily
  upper: LayerFamily
  /** As in `TemplateOptions`. */
  step: number
  shuffles?: number
  seed: number
}

export interface FamilyMatrix extends FamilyTemplate {
  /** Height and width of a kernel. */
  size: [number, number]
  /** `blocks[upper][lower]`: the kernel from one unit to another, row by row. */
  blocks: Float32Array[][]
}

/** @throws Error where the upper layer is no convolution of the lower's units, or has no such units */
export function familyMatrix(
  model: Model,
  { symmetry, lower, upper, step, seed, ...options }: FamilyMatrixRequest,
): FamilyMatrix {
  const { size, blocks } = kernelsBetween(model, lower, upper)
  const weights = { symmetry, upper, lower, size, blocks }
  const rng = createRng(seed, 'familyMatrix', lower.layer, upper.layer)
  return { size, blocks, ...familyTemplate(weights, { step, rng, ...options }) }
}

/** One kernel for each pair, `[upper][lower]`, row by row; pooling between the layers is left out. */
function kernelsBetween(
  model: Model,
  lower: LayerFamily,
  upper: LayerFamily,
): { size: [number, number]; blocks: Float32Array[][] } {
  const { table } = model
  const layer = layerNamed(table, preactivation(layerNamed(table, upper.layer).name, table))
  if (!isConvolution(layer) || unpooled(table, layer.inputs[0]) !== lower.layer)
    throw new Error(
      `no kernels from ${lower.layer} to ${upper.layer} (${upper.layer} must be a convolution of the units of ${lower.layer})`,
    )
  const { filters } = layer
  const [height, width] = layer.kernel
  const inputs = extents(table).get(layer.inputs[0])!.channels
  for (const [{ layer: name, members }, channels] of [
    [lower, inputs],
    [upper, filters],
  ] as const) {
    const unknown = members.find(({ channel }) => !(channel >= 0 && channel < channels))
    if (unknown) throw new Error(`unknown unit: ${name}/${unknown.channel} (${name} has units 0 to ${channels - 1})`)
  }
  const weights = layerKernels(model, layer.name)!
  const blocks = upper.members.map(({ channel: to }) =>
    lower.members.map(({ channel: from }) => weights(to, from).values),
  )
  return { size: [height, width], blocks }
}
