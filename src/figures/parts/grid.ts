/** Grids of numbers as pictures: levels read from an artifact, and shapes for SVG. */
import type { Grid } from '../../circuits/anatomy.ts'
import type { GridJson } from '../../circuits/anatomyJson.ts'

/** `signed`: positive and negative in the two colours of the scale. `brightness`: 0 black, 1 white. */
export type Scale = 'signed' | 'brightness'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-'
const ZERO = (ALPHABET.length - 1) / 2

/** The grid of an artifact, at its 63 levels. */
export function decodeGrid({ height, width, max, levels }: GridJson): Grid {
  const values = new Float32Array(height * width)
  for (let i = 0; i < values.length; i++)
    values[i] = ((ALPHABET.indexOf(levels[i]!) - ZERO) / ZERO) * max
  return { height, width, values }
}

/** How much ink each value gets, −1 to 1; the sign chooses the colour. */
export function inks({ values }: Grid, max: number, scale: Scale): Float32Array {
  return values.map((value) =>
    scale === 'brightness' ? 1 - value : Math.max(-1, Math.min(1, max && value / max)),
  )
}

export interface LevelPath {
  sign: 'positive' | 'negative'
  opacity: number
  d: string
}

const STEPS = 12

/** One path per step of ink, of the runs of pixels that have it; what has none is left out. */
export function levelPaths(grid: Grid, max: number, scale: Scale): LevelPath[] {
  const paths = new Map<number, string>()
  const ink = inks(grid, max, scale)
  for (let y = 0; y < grid.height; y++)
    for (let x = 0; x < grid.width;) {
      const level = Math.round(ink[y * grid.width + x]! * STEPS)
      const start = x
      while (x < grid.width && Math.round(ink[y * grid.width + x]! * STEPS) === level) x++
      if (level)
        paths.set(level, `${paths.get(level) ?? ''}M${start} ${y}h${x - start}v1H${start}z`)
    }
  return [...paths]
    .sort(([a], [b]) => a - b)
    .map(([level, d]) => ({
      sign: level > 0 ? 'positive' : 'negative',
      opacity: Math.round((Math.abs(level) / STEPS) * 100) / 100,
      d,
    }))
}

/** The largest magnitude of several grids. */
export const magnitude = (grids: readonly Grid[]): number =>
  grids.reduce(
    (max, { values }) => values.reduce((m, value) => Math.max(m, Math.abs(value)), max),
    0,
  )

/** Cells of a grid whose signs are told without colour, too: a kernel's, not a map's. */
const MOST_TOLD = 300

/**
 * A bar in each cell that inhibits, for print without colour (`.minus` of base.css); empty where there is none.
 * @param least the share of full ink above which a sign is told
 */
export function minusPath(grid: Grid, max: number, least = 0.15, most = MOST_TOLD): string {
  if (grid.height * grid.width > most) return ''
  return [...inks(grid, max, 'signed')]
    .map((ink, i) =>
      ink < -least ? `M${i % grid.width} ${Math.floor(i / grid.width)}m.25 .5h.5` : '',
    )
    .join('')
}
