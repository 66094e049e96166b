/** Pictures of units that stand for an article where links to it are shown. */
import type { FoundSheet } from './artifacts.ts'

/** A rectangle, in pixels, of a file of `public/artifacts`. */
export interface CoverTile {
  file: string
  left: number
  top: number
  width: number
  height: number
}

/** As many as a wide picture has room for. */
const MOST = 32

/** The tiles of a sheet at `indices`, counted row by row. */
export const coverTiles = ({ row, columns, width, height }: FoundSheet, indices: readonly number[]): CoverTile[] =>
  indices.slice(0, MOST).map((index) => ({
    file: row.files.sheet!.name,
    left: (index % columns) * width,
    top: Math.floor(index / columns) * height,
    width,
    height,
  }))
