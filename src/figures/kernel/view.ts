/** What the widget shows, the same from the artifact as from the worker. */
import type { Grid } from '../../vocabulary/grid.ts'
import { cosine } from '../../vocabulary/cosine.ts'
import type { GradientFrame, Weights } from '../../circuits/linear/weightsBetween.ts'
import type { KernelData } from '../../artifacts/kernel/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { decodeGrid } from '../../vocabulary/grid.ts'

/** What a reader can change of the weights. */
export interface Asked {
  to: string
  from: string
  weights: 'kernel' | 'expanded'
}

export interface View extends Weights {
  gradient?: GradientFrame
  /** From before the grids were rounded to their levels; else it is computed. */
  agreement?: number
}

export const viewOf = (json: KernelData): View => ({
  window: json.window,
  ...(json.kernel && { kernel: decodeGrid(json.kernel) }),
  expanded: json.expanded.map(decodeGrid),
  strongest: json.strongest.map((each) => ({ ...each, grid: decodeGrid(each.grid) })),
  gradient: {
    done: json.gradient.total,
    ...json.gradient,
    grids: json.gradient.grids.map(decodeGrid),
  },
  agreement: json.agreement,
})

/** The grids of the map on the left. */
export const shownGrids = (view: View, { weights }: Asked): Grid[] =>
  weights === 'kernel' && view.kernel ? [view.kernel] : view.expanded

const all = (grids: readonly Grid[]) => grids.flatMap(({ values }) => [...values])

/** Cosine of the expanded weights with the mean true gradient; NaN while there is none, or one is all zero. */
export const agreement = ({ expanded, gradient, agreement: known }: View): number =>
  known ?? (gradient ? cosine(all(expanded), all(gradient.grids)) : NaN)

/** One row per cell: its place in the lower unit's layer, the weight, and the mean true gradient there. */
export function kernelTable(view: View, state: Asked): DataTable {
  const grids = shownGrids(view, state)
  const plain = grids[0] === view.kernel
  const names = grids.length === 3 ? ['red', 'green', 'blue'] : ['']
  const columns = (what: string) => names.map((name) => (name ? `${what} ${name}` : what))
  const { width, height } = grids[0]!
  const rows = Array.from({ length: width * height }, (_, i) => {
    const [row, column] = [Math.floor(i / width), i % width]
    const at = plain ? [row, column] : [view.window.top + row, view.window.left + column]
    const gradient = plain ? [] : (view.gradient?.grids ?? [])
    return [...at, ...[...grids, ...gradient].map(({ values }) => Number(values[i]!.toPrecision(5)))]
  })
  return {
    columns: ['row', 'column', ...columns('weight'), ...(plain || !view.gradient ? [] : columns('mean gradient'))],
    rows,
  }
}
