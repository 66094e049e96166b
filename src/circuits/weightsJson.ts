/** Weights between two units as a small file: norms in full, grids at 63 levels, enough to draw them. */
import type { Window } from '../model/cone.ts'
import { gridJson, type GridJson } from './anatomyJson.ts'
import { cosine } from '../vocabulary/cosine.ts'
import type { GradientFrame, Weights } from './linear/weightsBetween.ts'

export interface WeightsJson {
  window: Window
  kernel?: GridJson
  expanded: GridJson[]
  strongest: { channel: number; norm: number; grid: GridJson }[]
  gradient: { total: number; active: number; grids: GridJson[] }
  /** Cosine of the angle between `expanded` and `gradient`. */
  agreement: number
}

export function weightsJson(weights: Weights, gradient: GradientFrame): WeightsJson {
  const { window, kernel, expanded, strongest } = weights
  const { total, active, grids } = gradient
  const all = (each: Weights['expanded']) => each.flatMap(({ values }) => [...values])
  return {
    window,
    ...(kernel && { kernel: gridJson(kernel) }),
    expanded: expanded.map(gridJson),
    strongest: strongest.map(({ channel, norm, grid }) => ({
      channel,
      norm: Number(norm.toPrecision(4)),
      grid: gridJson(grid),
    })),
    gradient: { total, active: Number(active.toFixed(4)), grids: grids.map(gridJson) },
    agreement: Number(cosine(all(expanded), all(grids)).toFixed(4)),
  }
}
