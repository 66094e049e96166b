/** What the widget shows, the same from the artifact as from the worker. */
import { decodeGrid } from '../../vocabulary/grid.ts'
import type { FiltersData } from '../../artifacts/filters/artifact.ts'
import type { Kernel } from '../../circuits/kernels/kernels.ts'

export const viewOf = ({ kernels }: FiltersData): Kernel[] =>
  kernels.map((kernel) => ({ ...kernel, grids: kernel.grids.map(decodeGrid) }))
