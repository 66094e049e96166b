/** Pictures of units that stand for an article where links to it are shown. */
import type { CoverTile, ShownFile } from './figureKind.ts'

/** As many as a wide picture has room for. */
const MOST = 32

/** The tiles of a sheet at `indices`, counted row by row. */
export const coverTiles = ({ src, columns, width, height }: ShownFile, indices: readonly number[]): CoverTile[] =>
  indices.slice(0, MOST).map((index) => ({
    file: src.slice(src.lastIndexOf('/') + 1),
    left: (index % columns) * width,
    top: Math.floor(index / columns) * height,
    width,
    height,
  }))
