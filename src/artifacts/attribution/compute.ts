import { attribute, type AttributionFrame } from '../../attribution/attribute.ts'
import { fromCells, type Outline } from '../../attribution/cells.ts'
import { classify } from '../../attribution/classify.ts'
import { layersFromTop } from '../../attribution/randomize.ts'
import { sanityCheck } from '../../attribution/sanityCheck.ts'
import { networkFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'
import { parseUnit } from '../../model/unit.ts'
import { visualizeUnits } from '../../optvis/visualizeUnits.ts'
import type { Compute, Flop } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import { isUnit } from '../../vocabulary/isUnit.ts'
import type { Readers } from '../readers.ts'
import type attribution from './artifact.ts'
import type { AttributionData, AttributionRequest } from './artifact.ts'

export interface Computed {
  data: AttributionData
  /** The first picture, and all of them together, RGB in 0 … 255. */
  first: Uint8Array
  whole: Uint8Array
  /** In the order of `data.maps`. */
  maps: Float32Array[]
}

/** Passes through the whole network: the maps in full, and the quick ones at every depth of the sanity check. */
const PASSES = 1500

export const flop: Flop<typeof attribution> = ({ cells }, table) => PASSES * cells.length * networkFlop(table)

export const compute: Compute<typeof attribution, Computed> = async (model, requests, onStep, readers) => {
  const computed: Computed[] = []
  for (const [i, request] of requests.entries()) {
    computed.push(await attributions(model, request, readers))
    onStep(i + 1, requests.length)
  }
  return computed
}

async function attributions(
  model: Model,
  { cells, index, layer, methods, seed }: AttributionRequest,
  readers: Readers,
): Promise<Computed> {
  const pictures = new Map<string, Pixels>()
  for (const cell of cells) if (!pictures.has(cell)) pictures.set(cell, await pictureOf(model, cell, seed, readers))
  const inOrder = cells.map((cell) => pictures.get(cell)!)
  const request = fromCells({
    cells: inOrder,
    right: await Promise.all(cells.map((cell) => whereIs(model, cell, index, cells.length === 1, readers))),
    index,
    layer,
    methods,
    seed,
  })
  const picture = request.image
  const last = new Map<string, AttributionFrame>()
  for await (const frame of attribute(model, request)) last.set(frame.method, frame)
  const frames = methods.map((method) => last.get(method)!)

  const sanity: AttributionData['sanity'] = methods.map((method) => ({ method, rank: [], structure: [] }))
  for await (const { method, similarity } of sanityCheck(model, request)) {
    const series = sanity[methods.indexOf(method)]
    series.rank.push(similarity.rank === null ? null : significant(similarity.rank, 4))
    series.structure.push(significant(similarity.structure, 4))
  }
  const { chance } = frames[0]
  return {
    data: {
      height: picture.height,
      width: picture.width,
      ...(chance !== undefined && { chance }),
      guesses: await classify(model, picture),
      maps: frames.map(({ method, peak, share, completeness }) => ({
        method,
        peak,
        ...(share !== undefined && { share }),
        ...(completeness && { completeness }),
      })),
      layers: layersFromTop(model.table),
      sanity,
    },
    first: bytesOf(inOrder[0]),
    whole: bytesOf(picture),
    maps: frames.map(({ map }) => map.values),
  }
}

/** As the page gets it: in steps of 1/255. */
async function pictureOf(model: Model, cell: string, seed: number, readers: Readers): Promise<Pixels> {
  if (!isUnit(cell)) {
    const { height, width } = model.table.input
    const bytes = await readers.picture(cell, height, width)
    return { height, width, values: Float32Array.from(bytes, (value) => value / 255) }
  }
  const { layer, channel } = parseUnit(cell, model.table)
  const [made] = await visualizeUnits(model, layer, [channel], { seed })
  const { image, height, width } = made
  const values = image.map((value) => Math.round(255 * Math.min(1, Math.max(0, value))) / 255)
  return { height, width, values }
}

const bytesOf = ({ values }: Pixels): Uint8Array => Uint8Array.from(values, (value) => Math.round(255 * value))

/** Where a picture shows a class: within its mask where it stands alone, else all over. */
async function whereIs(
  { table }: Model,
  cell: string,
  index: number,
  alone: boolean,
  readers: Readers,
): Promise<boolean | Outline> {
  if (isUnit(cell)) return parseUnit(cell, table).channel === index
  const mask = await readers.mask(cell)
  const at = mask?.classes.indexOf(table.classes[index]) ?? -1
  if (!mask || at < 0) return false
  return alone ? { size: mask.size, levels: mask.levels, level: at + 1 } : true
}
