/** Grids of numbers as shapes for SVG. */
import type { Grid } from '../vocabulary/grid.ts'

/** `signed`: positive and negative in the two colours of the scale. `brightness`: 0 black, 1 white. */
export type Scale = 'signed' | 'brightness'

/** How much ink each value gets, −1 to 1; the sign chooses the colour. */
export function inks({ values }: Grid, max: number, scale: Scale): Float32Array {
  return values.map((value) => (scale === 'brightness' ? 1 - value : Math.max(-1, Math.min(1, max && value / max))))
}

export interface LevelPath {
  sign: 'positive' | 'negative'
  opacity: number
  d: string
}

const STEPS = 12

/** A grid within a drawing: what gets full ink, the top left corner, and the side of a cell. */
export interface PlacedGrid {
  grid: Grid
  max: number
  x: number
  y: number
  cell: number
}

const short = (value: number): number => Number(value.toFixed(2))

/** One path per step of ink, of the runs of cells that have it in any of the grids; what has none is left out. */
export function placedPaths(placed: readonly PlacedGrid[], scale: Scale): LevelPath[] {
  const paths = new Map<number, string[]>()
  for (const { grid, max, x: left, y: top, cell } of placed) {
    const ink = inks(grid, max, scale)
    const levelAt = (at: number) => Math.round(ink[at]! * STEPS)
    for (let y = 0; y < grid.height; y++)
      for (let x = 0; x < grid.width;) {
        const level = levelAt(y * grid.width + x)
        const start = x
        while (x < grid.width && levelAt(y * grid.width + x) === level) x++
        if (level === 0) continue
        const from = short(left + start * cell)
        const run = `M${from} ${short(top + y * cell)}h${short((x - start) * cell)}v${short(cell)}H${from}z`
        const known = paths.get(level)
        if (known) known.push(run)
        else paths.set(level, [run])
      }
  }
  return [...paths]
    .sort(([a], [b]) => a - b)
    .map(([level, runs]) => ({
      sign: level > 0 ? 'positive' : 'negative',
      opacity: Math.round((Math.abs(level) / STEPS) * 100) / 100,
      d: runs.join(''),
    }))
}

/** The same of one grid, a cell as wide as a unit. */
export const levelPaths = (grid: Grid, max: number, scale: Scale): LevelPath[] =>
  placedPaths([{ grid, max, x: 0, y: 0, cell: 1 }], scale)

/** The largest magnitude of several grids. */
export const magnitude = (grids: readonly Grid[]): number =>
  grids.reduce((max, { values }) => values.reduce((m, value) => Math.max(m, Math.abs(value)), max), 0)

/** Cells of a grid whose signs are told without colour, too: a kernel's, not a map's. */
const MOST_TOLD = 300

/**
 * A bar in each cell that inhibits, for print without colour (`.minus` of base.css); empty where there is none.
 * @param least the share of full ink above which a sign is told
 */
export function minusPath(grid: Grid, max: number, least = 0.15, most = MOST_TOLD): string {
  if (grid.height * grid.width > most) return ''
  return placedMinus([{ grid, max, x: 0, y: 0, cell: 1 }], least)
}

/** The same of grids within a drawing. */
export const placedMinus = (placed: readonly PlacedGrid[], least = 0.15): string =>
  placed
    .flatMap(({ grid, max, x, y, cell }) =>
      [...inks(grid, max, 'signed')].map((ink, i) => {
        if (ink >= -least) return ''
        const [column, row] = [i % grid.width, Math.floor(i / grid.width)]
        return `M${short(x + (column + 0.25) * cell)} ${short(y + (row + 0.5) * cell)}h${short(cell / 2)}`
      }),
    )
    .join('')
