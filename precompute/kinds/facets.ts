/**
 * A unit taken apart: the stimuli that excite it most, grouped by the layer below; diverse optima, and the
 * facet that each shows; what each facet does to the logits. As JSON and a sheet.
 */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { separations, strongestExamples, thresholdOf } from '../../src/circuits/compare/chanceSeparation.ts'
import { FEWEST, nearest, normalized } from '../../src/circuits/parts/facets.ts'
import { imageContributions } from '../../src/circuits/graph/imageContributions.ts'
import type { FacetsJson } from '../../src/circuits/facetsJson.ts'
import { STIMULI } from '../../src/vocabulary/seededStimuli.ts'
import { seededPictures } from '../../src/circuits/responses/stimulusSearch.ts'
import { takeApart } from '../../src/circuits/parts/takeApart.ts'
import type { Model } from '../../src/model/model.ts'
import { shuffled } from '../../src/model/shuffled.ts'
import { parseUnit } from '../../src/model/unit.ts'
import { ascent, type Ascended } from '../../src/optvis/ascent.ts'
import type { Kind } from '../kind.ts'
import { bytesOf, tileSheet } from '../tileSheet.ts'
import { decodeWebp, encodeWebp } from '../webp.ts'

/** Optima made together, and the weight of their being unlike each other. */
const OPTIMA = 4
const DIVERSITY = 5
/** Stimuli shown of each facet. */
const SHOWN = 8
const TILE = 64

interface Computed {
  json: FacetsJson
  optima: Ascended
  /** RGB in [0, 1], one stimulus after the other. */
  tiles: Float32Array
}

export const facets: Kind<RequestOf<'facets'>, Computed> = {
  needs: () => [],

  async compute(model, requests, onStep) {
    const { seed, unit: first } = requests[0]!
    const { layer } = parseUnit(first, model.table)
    const units = requests.map(({ unit }) => unit)
    const steps = 2 * STIMULI
    const strongest = await strongestExamples(model, units, seed, STIMULI, (done) => onStep(done, steps))
    const null_ = shuffled(model)
    const chance = await separations(null_, layer, seed, STIMULI, (done) => onStep(STIMULI + done, steps))
    null_.dispose()
    const threshold = thresholdOf(chance)
    const computed: Computed[] = []
    for (const [i, unit] of units.entries())
      computed.push(await apart(model, unit, seed, strongest[i]!, { chance, threshold }))
    return computed
  },

  async encode(_, { json, optima, tiles }) {
    const { height, width, images } = optima
    const edge = height * width * 3
    const made = await Promise.all(
      json.optima.map(async (_each, i) => {
        const pixels = bytesOf(images.subarray(i * edge, (i + 1) * edge))
        const webp = await encodeWebp({ pixels, width, height })
        return (await decodeWebp(webp, { width: TILE, height: TILE })).pixels
      }),
    )
    const { tiles: layout, ...sheet } = tileSheet(Buffer.concat([...made, bytesOf(tiles)]), TILE)
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json, short)}\n`) },
        { extension: 'webp', bytes: await encodeWebp(sheet, layout) },
      ],
      tiles: layout,
      outcomes: [],
    }
  },
}

async function apart(
  model: Model,
  unit: string,
  seed: number,
  grouped: FacetsJson['grouped'],
  { chance, threshold }: Pick<FacetsJson, 'chance' | 'threshold'>,
): Promise<Computed> {
  if (grouped.length < FEWEST)
    throw new Error(
      `facets of ${unit}: ${grouped.length} of ${STIMULI} stimuli excite it (at least ${FEWEST} are needed to tell facets apart; choose another unit)`,
    )
  const found = await takeApart(model, unit, seed, grouped, {
    one: (separation) => separation <= threshold,
  })
  let optima: Ascended | undefined
  for await (const frame of ascent(model, { unit, seed, pictures: OPTIMA, diversity: DIVERSITY })) optima = frame
  const vectors = await imageContributions(model, unit, optima!)
  const centres = found.centres.map(normalized)
  const order = found.facets.flatMap((_, facet) =>
    grouped.filter((_each, i) => found.groups[i] === facet).slice(0, SHOWN),
  )
  const indices = order.map(({ index }) => index)
  return {
    json: {
      grouped,
      groups: found.groups,
      separation: found.separation,
      chance,
      threshold,
      facets: found.facets,
      optima: vectors.map((vector, i) => ({
        facet: nearest(normalized(vector), centres),
        value: optima!.scores![i]!,
      })),
      order: indices,
    },
    optima: optima!,
    tiles: await seededPictures(model.table, { unit, seed, indices, size: TILE, whole: false }),
  }
}

/** As many digits as a page shows, and some to compare with. */
const short = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value
