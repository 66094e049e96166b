/** Attributions of the pictures of a mosaic, of the network and of ones that are drawn anew, and its guesses. */
import { attribute } from '../../attribution/attribute.ts'
import { fromCells, type CellsRequest } from '../../attribution/cells.ts'
import { classify as classifyPicture } from '../../attribution/classify.ts'
import { mosaic } from '../../attribution/mosaic.ts'
import { sanityCheck } from '../../attribution/sanityCheck.ts'
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'

/** One picture at a time, so that a control's call waits for no more than one. */
export const maps = (model: Model, given: CellsRequest) => attribute(model, { ...fromCells(given), batch: 1 })

export const sanity = (model: Model, { depths, ...given }: CellsRequest & { depths: readonly number[] }) =>
  sanityCheck(model, { ...fromCells(given), depths })

export const classify = (model: Model, { cells }: { cells: readonly Pixels[] }) => classifyPicture(model, mosaic(cells))
