import { familyMatrix } from '../../circuits/kernels/familyMatrix.ts'
import type { Compute, Flop } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import { encodeGrid } from '../../vocabulary/grid.ts'
import type weightMatrix from './artifact.ts'
import type { WeightMatrixData } from './artifact.ts'

/** Kernels at 63 levels, and their sizes in full. */
export const compute: Compute<typeof weightMatrix, WeightMatrixData> = async (model, requests, _, readers) =>
  requests.map(({ model: id, symmetry, each, step, seed, ...families }) => {
    const lower = readers.family(id, symmetry, families.lower, each)
    const upper = readers.family(id, symmetry, families.upper, each)
    const found = familyMatrix(model, { symmetry, lower, upper, step, seed })
    const [height, width] = found.size
    const grids = (rows: readonly (readonly ArrayLike<number>[])[]) =>
      rows.map((row) => row.map((values) => encodeGrid({ height, width, values: Float32Array.from(values) })))
    const { mean, high, shuffles } = found.chance
    return {
      lower,
      upper,
      relations: found.relations,
      share: significant(found.share, 4),
      chance: { mean: significant(mean, 4), high: significant(high, 4), shuffles },
      blocks: grids(found.blocks),
      template: grids(found.template),
    }
  })

/** The weights are read, and little is computed. */
export const flop: Flop<typeof weightMatrix> = () => 0
