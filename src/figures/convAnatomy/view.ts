/** What the widget shows, the same from the artifact as from the worker. */
import type { Anatomy } from '../../circuits/graph/anatomy.ts'
import type { Grid } from '../../vocabulary/grid.ts'
import type { ConvAnatomyData } from '../../artifacts/convAnatomy/artifact.ts'
import type { CurveAnatomy } from '../../circuits/graph/curveAnatomy.ts'
import { decodeGrid } from '../../vocabulary/grid.ts'

export interface View extends Anatomy {
  /** Brightness of the picture, 0 to 1. */
  image: Grid
}

export const viewOf = (json: ConvAnatomyData): View => ({
  ...json,
  parts: json.parts.map((part) => ({
    ...part,
    map: decodeGrid(part.map),
    patch: decodeGrid(part.patch),
    kernel: decodeGrid(part.kernel),
    product: decodeGrid(part.product),
  })),
  output: decodeGrid(json.output),
  image: decodeGrid(json.image),
})

/** The stimuli are grey, so one of their three channels says all. */
export const viewOfResult = (result: CurveAnatomy): View => ({
  ...result,
  image: {
    ...result.image,
    values: result.image.values.filter((_, i) => i % 3 === 0),
  },
})
