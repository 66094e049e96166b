/** The weights between two families as a small file: kernels at 63 levels, enough to draw them, and their sizes in full. */
import { gridJson, type GridJson } from './anatomyJson.ts'
import type { FamilyMatrix, LayerFamily } from './kernels/familyMatrix.ts'
import type { FamilyTemplate } from './kernels/familyTemplate.ts'

export interface FamilyMatrixJson extends Pick<FamilyTemplate, 'share' | 'chance' | 'relations'> {
  lower: LayerFamily
  upper: LayerFamily
  /** `[upper][lower]`. */
  blocks: GridJson[][]
  template: GridJson[][]
}

export function familyMatrixJson(
  { size: [height, width], blocks, template, relations, share, chance }: FamilyMatrix,
  { lower, upper }: { lower: LayerFamily; upper: LayerFamily },
): FamilyMatrixJson {
  const grids = (rows: readonly (readonly ArrayLike<number>[])[]) =>
    rows.map((row) => row.map((values) => gridJson({ height, width, values: Float32Array.from(values) })))
  return {
    lower,
    upper,
    relations,
    share: short(share),
    chance: { ...chance, mean: short(chance.mean), high: short(chance.high) },
    blocks: grids(blocks),
    template: grids(template),
  }
}

const short = (value: number): number => Number(value.toPrecision(4))
