/** Attributions of one picture: each method's map as a tile of one WebP, and their numbers as JSON. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import sharp from 'sharp'
import { isUnit } from '../../src/artifacts/isUnit.ts'
import type { RequestOf } from '../../src/artifacts/request.ts'
import { attribute, type AttributionFrame } from '../../src/attribution/attribute.ts'
import type { AttributionJson } from '../../src/attribution/attributionJson.ts'
import { classify } from '../../src/attribution/classify.ts'
import { methods } from '../../src/attribution/methods.ts'
import { inOrder } from '../../src/vocabulary/method.ts'
import { fromCells, type Outline } from '../../src/attribution/cells.ts'
import { layersFromTop } from '../../src/attribution/randomize.ts'
import type { Pixels } from '../../src/model/pixels.ts'
import { sanityCheck } from '../../src/attribution/sanityCheck.ts'
import type { Model } from '../../src/model/model.ts'
import { parseUnit } from '../../src/model/unit.ts'
import { visualizeUnits } from '../../src/optvis/visualizeUnits.ts'
import type { Kind } from '../kind.ts'
import { PICTURES, pictureDigest, readPicture, readPictures } from '../readPicture.ts'

/** In the order of the sheet. */
const METHODS = inOrder(methods)

interface Computed {
  json: AttributionJson
  /** The first picture, and all of them together, RGB in 0 … 255. */
  first: Uint8Array
  whole: Uint8Array
  /** In the order of `json.maps`. */
  maps: Float32Array[]
}

export const attribution: Kind<RequestOf<'attribution'>, Computed> = {
  needs: () => [],
  digest: ({ cells }) => {
    const files = [...new Set(cells)].filter((cell) => !isUnit(cell))
    return createHash('sha256').update(files.map(pictureDigest).join()).digest('hex')
  },

  async compute(model, requests, onStep) {
    const computed: Computed[] = []
    for (const [i, request] of requests.entries()) {
      computed.push(await attributions(model, request))
      onStep(i + 1, requests.length)
    }
    return computed
  },

  async encode(request, { json, first, whole, maps }) {
    const bad = maps.findIndex((map) => map.some((value) => !Number.isFinite(value)))
    if (bad >= 0) throw new Error(`${json.maps[bad]!.method} of ${request.cells.join(', ')} came out not finite`)
    const { height, width } = json
    const tiles = maps.map((map, i) => inked(map, json.maps[i]!.peak))
    const image = sharp(Buffer.concat(tiles), {
      raw: { width, height: height * tiles.length, channels: 4 },
    })
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) },
        { extension: 'webp', bytes: await image.webp({ lossless: true, effort: 6 }).toBuffer() },
        ...(await Promise.all(
          [
            { pixels: first, side: Math.sqrt(first.length / 3) },
            { pixels: whole, side: width },
          ].map(async ({ pixels, side }) => ({
            extension: 'webp' as const,
            bytes: await sharp(pixels, {
              raw: { width: side, height: pixels.length / 3 / side, channels: 3 },
            })
              .webp({ lossless: true, effort: 6 })
              .toBuffer(),
          })),
        )),
      ],
      tiles: { width, height, columns: 1, rows: tiles.length },
      outcomes: [],
    }
  },
}

async function attributions(model: Model, { cells, index, layer, seed }: RequestOf<'attribution'>): Promise<Computed> {
  const pictures = new Map<string, Pixels>()
  for (const cell of cells) if (!pictures.has(cell)) pictures.set(cell, await pictureOf(model, cell, seed))
  const request = fromCells({
    cells: cells.map((cell) => pictures.get(cell)!),
    right: await Promise.all(cells.map((cell) => whereIs(model, cell, index, cells.length === 1))),
    index,
    layer,
    methods: METHODS,
    seed,
  })
  const picture = request.image
  const last = new Map<string, AttributionFrame>()
  for await (const frame of attribute(model, request)) last.set(frame.method, frame)
  const frames = METHODS.map((method) => last.get(method)!)

  const sanity = METHODS.map((method) => ({
    method,
    rank: [] as number[],
    structure: [] as number[],
  }))
  for await (const { method, similarity } of sanityCheck(model, request)) {
    const series = sanity[METHODS.indexOf(method)]!
    series.rank.push(short(similarity.rank))
    series.structure.push(short(similarity.structure))
  }
  return {
    json: {
      height: picture.height,
      width: picture.width,
      ...(frames[0]!.chance !== undefined && { chance: frames[0]!.chance }),
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
    first: bytesOf(pictures.get(cells[0]!)!),
    whole: bytesOf(picture),
    maps: frames.map(({ map }) => map.values),
  }
}

/** As the page gets it: in steps of 1/255. */
async function pictureOf(model: Model, cell: string, seed: number): Promise<Pixels> {
  const size = model.table.input.size
  if (!isUnit(cell)) {
    const bytes = await readPicture(cell, size)
    return { height: size, width: size, values: Float32Array.from(bytes, (value) => value / 255) }
  }
  const { layer, channel } = parseUnit(cell, model.table)
  const [made] = await visualizeUnits(model, layer, [channel], { seed })
  const { image, height, width } = made!
  const values = image.map((value) => Math.round(255 * Math.min(1, Math.max(0, value))) / 255)
  return { height, width, values }
}

const bytesOf = ({ values }: Pixels): Uint8Array => Uint8Array.from(values, (value) => Math.round(255 * value))

/** Where a picture shows a class: within its mask where it stands alone, else all over. */
async function whereIs({ table }: Model, cell: string, index: number, alone: boolean): Promise<boolean | Outline> {
  if (isUnit(cell)) return parseUnit(cell, table).channel === index
  const known = readPictures().find(({ name }) => name === cell)
  const at = known?.classes.indexOf(table.classes[index]!) ?? -1
  if (!known || at < 0) return false
  if (!alone) return true
  const { data, info } = await sharp(join(PICTURES, known.mask))
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const levels = Uint8Array.from({ length: info.width * info.height }, (_, i) => data[i * info.channels]!)
  return { size: info.width, levels, level: at + 1 }
}

const short = (value: number): number => Number(value.toPrecision(4))

/** Between the page's light and dark shades of what excites and what inhibits. */
const POSITIVE = [212, 91, 51]
const NEGATIVE = [58, 124, 196]
/** Levels of ink: enough for the eye, and few enough to compress. */
const LEVELS = 24

function inked(map: Float32Array, peak: number): Buffer {
  const rgba = Buffer.alloc(map.length * 4)
  map.forEach((value, i) => {
    const ink = Math.round(LEVELS * Math.min(1, peak && Math.abs(value) / peak)) / LEVELS
    if (ink) rgba.set([...(value > 0 ? POSITIVE : NEGATIVE), Math.round(255 * ink)], 4 * i)
  })
  return rgba
}
