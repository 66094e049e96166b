/** Attributions of one picture: each method's map as a tile of one WebP, and their numbers as JSON. */
import sharp from 'sharp'
import type { RequestOf } from '../../src/artifacts/request.ts'
import { attribute, type AttributionFrame } from '../../src/attribution/attribute.ts'
import type { AttributionJson } from '../../src/attribution/attributionJson.ts'
import { classify } from '../../src/attribution/classify.ts'
import { METHODS } from '../../src/attribution/methods.ts'
import { fromCells } from '../../src/attribution/cells.ts'
import { layersFromTop } from '../../src/attribution/randomize.ts'
import type { Pixels } from '../../src/attribution/relevance.ts'
import { sanityCheck } from '../../src/attribution/sanityCheck.ts'
import type { Model } from '../../src/model/model.ts'
import { parseUnit } from '../../src/model/unit.ts'
import { visualizeUnits } from '../../src/optvis/visualizeUnits.ts'
import type { Kind } from '../kind.ts'

interface Computed {
  json: AttributionJson
  /** In the order of `json.maps`. */
  maps: Float32Array[]
}

export const attribution: Kind<RequestOf<'attribution'>, Computed> = {
  needs: () => [],

  async compute(model, requests, onStep) {
    const computed: Computed[] = []
    for (const [i, request] of requests.entries()) {
      computed.push(await attributions(model, request))
      onStep(i + 1, requests.length)
    }
    return computed
  },

  async encode(request, { json, maps }) {
    const bad = maps.findIndex((map) => map.some((value) => !Number.isFinite(value)))
    if (bad >= 0)
      throw new Error(
        `${json.maps[bad]!.method} of ${request.cells.join(', ')} came out not finite`,
      )
    const { height, width } = json
    const tiles = maps.map((map, i) => inked(map, json.maps[i]!.peak))
    const image = sharp(Buffer.concat(tiles), {
      raw: { width, height: height * tiles.length, channels: 4 },
    })
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) },
        { extension: 'webp', bytes: await image.webp({ lossless: true, effort: 6 }).toBuffer() },
      ],
      tiles: { width, height, columns: 1, rows: tiles.length },
      outcomes: [],
    }
  },
}

async function attributions(
  model: Model,
  { cells, index, layer, seed }: RequestOf<'attribution'>,
): Promise<Computed> {
  const pictures = new Map<string, Pixels>()
  for (const cell of cells)
    if (!pictures.has(cell)) pictures.set(cell, await pictureOf(model, cell, seed))
  const request = fromCells({
    cells: cells.map((cell) => pictures.get(cell)!),
    right: cells.map((cell) => parseUnit(cell, model.table).channel === index),
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
    maps: frames.map(({ map }) => map.values),
  }
}

async function pictureOf(model: Model, cell: string, seed: number): Promise<Pixels> {
  const { layer, channel } = parseUnit(cell, model.table)
  const [{ image, height, width }] = (await visualizeUnits(model, layer, [channel], { seed })) as [
    Awaited<ReturnType<typeof visualizeUnits>>[number],
  ]
  return { height, width, values: image }
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
