/** Kernels as a small file: norms in full, grids at 63 levels, enough to draw them. */
import { gridJson, type GridJson } from './anatomyJson.ts'
import type { Kernel } from './kernels/kernels.ts'

export interface KernelsJson {
  kernels: (Omit<Kernel, 'grids'> & { grids: GridJson[] })[]
}

export const kernelsJson = (kernels: readonly Kernel[]): KernelsJson => ({
  kernels: kernels.map(({ to, from, norm, grids }) => ({
    to,
    from,
    norm: Number(norm.toPrecision(4)),
    grids: grids.map(gridJson),
  })),
})
