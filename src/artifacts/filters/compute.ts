import { kernels } from '../../circuits/kernels/kernels.ts'
import type { Compute, Flop } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import { encodeGrid } from '../../vocabulary/grid.ts'
import type filters from './artifact.ts'
import type { FiltersData } from './artifact.ts'

/** Norms in full, grids at 63 levels. */
export const compute: Compute<typeof filters, FiltersData> = async (model, requests) =>
  requests.map((request) => ({
    kernels: kernels(model, request).map(({ to, from, norm, grids }) => ({
      to,
      from,
      norm: significant(norm, 4),
      grids: grids.map(encodeGrid),
    })),
  }))

/** The weights are read, and nothing is computed. */
export const flop: Flop<typeof filters> = () => 0
