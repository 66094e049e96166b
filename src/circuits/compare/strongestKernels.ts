import { kernels } from '../kernels/kernels.ts'
import { isConvolution } from '../../model/ops/conv.ts'
import { branchOf } from '../../model/branch.ts'
import type { Model } from '../../model/model.ts'
import { INPUT, layerNamed } from '../../vocabulary/layerTable.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import { unpooled } from '../../model/unpooled.ts'

/** A kernel that leads to a unit. */
export interface InputKernel {
  /** The unit that it weighs, as in `conv3/12`; `input` for the image. */
  from: string
  /** One grid, or one for each colour. */
  grids: Grid[]
}

/**
 * The kernels that lead to a unit, the largest first; of a layer of several branches, those of the unit's own. None
 * where no one convolution leads to it, as to a sum.
 */
export function strongestKernels(model: Model, layer: string, channel: number, count: number): InputKernel[] {
  const { table } = model
  const branch = branchOf(table, layer, channel)
  if (!branch) return []
  const convolution = layerNamed(table, branch.layer)
  if (!isConvolution(convolution)) return []
  const below = unpooled(table, convolution.inputs[0])
  return kernels(model, { ...branch, count }).map(({ from, grids }) => ({
    from: below === INPUT || from === null ? INPUT : `${below}/${from}`,
    grids,
  }))
}
