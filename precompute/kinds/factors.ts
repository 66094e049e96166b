/** What a unit's weights are made of, as JSON; and what excites the mix of channels of each factor, as a sheet. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { countJson, type FactorsJson } from '../../src/circuits/factorsJson.ts'
import { unitFactors } from '../../src/circuits/parts/unitFactors.ts'
import type { Model } from '../../src/model/model.ts'
import { ascent, type Ascended } from '../../src/optvis/ascent.ts'
import type { Kind } from '../kind.ts'
import { bytesOf, tileSheet } from '../tileSheet.ts'
import { encodeWebp } from '../webp.ts'

/** Factors that are tried: from one to this many. */
const COUNTS = 4
const SEEDS = 8

interface Computed {
  json: FactorsJson
  pictures: Ascended[]
}

export const factors: Kind<RequestOf<'factors'>, Computed> = {
  needs: () => [],

  async compute(model, requests, onStep) {
    const computed: Computed[] = []
    for (const request of requests) computed.push(await apart(model, request, onStep))
    return computed
  },

  async encode({ unit }, { json, pictures }) {
    const edge = pictures[0]!.height
    const sheet = tileSheet(Uint8Array.from(pictures.flatMap(({ images }) => [...bytesOf(images)])), edge)
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) },
        { extension: 'webp', bytes: await encodeWebp(sheet, { width: edge, height: edge }) },
      ],
      tiles: sheet.tiles,
      outcomes: pictures.map(({ scores, steps }) => {
        const score = scores![0]!
        if (!Number.isFinite(score))
          throw new Error(`picture of a factor of ${unit} came out with a score that is no number`)
        return { unit, score: Number(score.toPrecision(5)), steps, dead: score <= 0 }
      }),
    }
  },
}

async function apart(
  model: Model,
  { unit, below, count, seed }: RequestOf<'factors'>,
  onStep: (step: number, steps: number) => void,
): Promise<Computed> {
  const found = Array.from({ length: COUNTS }, (_, i) => unitFactors(model, { unit, count: i + 1, seed, seeds: SEEDS }))
  const { height, width } = found[0]!.factors[0]!.map
  const pictures: Ascended[] = []
  for (const { channels } of found[count - 1]!.factors) {
    let last: Ascended | undefined
    for await (const step of ascent(model, { unit: `${below}/0`, vector: [...channels], seed })) {
      onStep(step.step, step.steps)
      last = step
    }
    pictures.push(last!)
  }
  return { json: { below, height, width, counts: found.map(countJson) }, pictures }
}
