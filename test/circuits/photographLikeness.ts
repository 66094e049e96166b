/**
 * How alike the layers of lumen and prism are on photographs that the project does not hold, and what lumen's robust
 * training changed: `node --import ./precompute/foundByPlace.ts test/circuits/photographLikeness.ts` writes numbers alone
 * to `public/models/prism/likeness.json`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { z } from 'zod'
import { readModel } from '../../precompute/readModel.ts'
import { likenessOf, mean } from '../../src/circuits/compare/likeness.ts'
import { correlation } from '../../src/circuits/compare/correlation.ts'
import { bestMatches, correlations } from '../../src/circuits/compare/unitMatching.ts'
import { detected, detectors, members } from '../../src/circuits/responses/detectors.ts'
import { CELLS, cellResponses, stimulusResponsesOf } from '../../src/circuits/responses/layerResponses.ts'
import { seededStimuli } from '../../src/circuits/responses/sameStimuli.ts'
import { createModel } from '../../src/model/model.ts'
import { readSafetensors } from '../../src/model/safetensors.ts'
import { untrained } from '../../src/model/untrained.ts'
import { detectorNames, type DetectorName } from '../../src/vocabulary/detectorNames.ts'
import { significant } from '../../src/vocabulary/digits.ts'
import { seededSubset } from '../model/accuracy.ts'
import { decode, readValidation } from '../model/tinyImageNet.ts'

export const LIKENESS = 'public/models/prism/likeness.json'
/** lumen before its robust training. */
export const PLAIN = '../shared/models/lumen-plain/weights.safetensors'
/** Of lumen, of prism, and what is looked for in them. */
export const LAYERS: readonly (readonly [lumen: string, prism: string, detector: DetectorName])[] = [
  ['conv4', 'mixed4', 'curve'],
  ['conv6', 'mixed6', 'highLow'],
]

const likeness = z.strictObject({ best: z.number(), oneToOne: z.number(), explained: z.number(), cka: z.number() })
export const likenessSchema = z.strictObject({
  data: z.string(),
  images: z.int(),
  seed: z.int(),
  weights: z.strictObject({ lumen: z.string(), prism: z.string() }),
  layers: z.array(
    z.strictObject({
      lumen: z.string(),
      prism: z.string(),
      trained: likeness,
      untrained: likeness,
      /** lumen before its robust training: the same layer. */
      plain: z.strictObject({
        ...likeness.shape,
        /** Mean correlation of each unit with the one of its number, and share of units whose best fellow that is. */
        sameUnit: z.number(),
        ownFellow: z.number(),
        /** How many units met a criterion before the robust training. */
        found: z.strictObject({ detector: z.enum(detectorNames), before: z.int() }),
      }),
    }),
  ),
})
export type PhotographLikeness = z.infer<typeof likenessSchema>

const SEED = 0
const IMAGES = 120
const STIMULI = 560

export async function measureLikeness(count: number, layers = LAYERS) {
  const [lumen, prism] = [readModel('lumen'), readModel('prism')]
  const plain = createModel(lumen.table, readSafetensors(readFileSync(PLAIN)))
  const blank = untrained(prism, SEED)
  const all = readValidation()
  const pictures = await Promise.all(seededSubset(SEED, all.length, count).map((i) => decode(all[i]!.jpeg)))
  const stimuli = seededStimuli(STIMULI, SEED)
  const short = (values: Record<string, number>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, significant(value, 4)]))
  const group = CELLS * CELLS
  const measured = []
  for (const [own, other, detector] of layers) {
    const here = await cellResponses(lumen, own, pictures)
    const before = await cellResponses(plain, own, pictures)
    const alike = here.map((values, unit) => correlation(values, before[unit]!))
    const best = bestMatches(correlations(here, before))
    const { most } = await stimulusResponsesOf(plain, own, stimuli)
    const found = { detector, before: members(await detected(plain, own, detectors[detector]), most).length }
    measured.push({
      lumen: own,
      prism: other,
      trained: short({ ...likenessOf(here, await cellResponses(prism, other, pictures), group) }),
      untrained: short({ ...likenessOf(here, await cellResponses(blank, other, pictures), group) }),
      plain: {
        ...short({
          ...likenessOf(here, before, group),
          sameUnit: mean(alike),
          ownFellow: best.filter((match, unit) => match === unit).length / best.length,
        }),
        found,
      },
    })
  }
  const weights = { lumen: lumen.table.weights.sha256, prism: prism.table.weights.sha256 }
  for (const network of [lumen, prism, plain, blank]) network.dispose()
  return likenessSchema.parse({
    data: 'Tiny ImageNet, validation images',
    images: count,
    seed: SEED,
    weights,
    layers: measured,
  })
}

if (import.meta.main) {
  await tf.setBackend('wasm')
  const found = await measureLikeness(IMAGES)
  writeFileSync(LIKENESS, `${JSON.stringify(found, null, 2)}\n`)
  console.log(JSON.stringify(found.layers, null, 1))
}
