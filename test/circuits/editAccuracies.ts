/**
 * Measures the edited networks that figures show on the validation images, where they are on this machine:
 * `node --import ./precompute/foundByPlace.ts test/circuits/editAccuracies.ts` writes `public/models/lumen/edits.json`.
 */
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { readFileSync, writeFileSync } from 'node:fs'
import { readModel } from '../../precompute/readModel.ts'
import { editAccuraciesSchema, transplantName } from '../../src/artifacts/editAccuracies.ts'
import handBuilt from '../../src/artifacts/handBuilt/artifact.ts'
import { manifestSchema } from '../../src/artifacts/manifest.ts'
import surgery from '../../src/artifacts/surgery/artifact.ts'
import { curveBench } from '../../src/circuits/responses/curveBench.ts'
import { sketchOf } from '../../src/vocabulary/curveRecipe.ts'
import { parseEdits, type Edit } from '../../src/vocabulary/edit.ts'
import { editedModel } from '../../src/circuits/edits/editedModel.ts'
import { pairedDifference } from '../../src/circuits/edits/pairedDifference.ts'
import { TRANSPLANTS, transplants } from '../../src/circuits/edits/transplant.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { ranks } from '../model/accuracy.ts'
import { readValidation } from '../model/tinyImageNet.ts'

export const EDIT_ACCURACIES = 'public/models/lumen/edits.json'

/** Every list of edits that an artifact was made for, by the name under which figures look it up. */
export async function editsOfArtifacts(model: Model): Promise<Map<string, readonly Edit[]>> {
  const { rows } = manifestSchema.parse(JSON.parse(readFileSync('public/artifacts/manifest.json', 'utf8')))
  const found = new Map<string, readonly Edit[]>()
  for (const { request } of rows) {
    if (request.model !== model.table.id) continue
    const cut = surgery.request.safeParse(request).data
    if (cut) found.set(cut.edits, parseEdits(cut.edits))
    const built = handBuilt.request.safeParse(request).data
    if (built) {
      const { unit, family, recipe, threshold } = built
      const bench = await curveBench(model, unit)
      const sketch = sketchOf(recipe, bench.side, bench.stride)
      transplants(bench, { unit, family, sketch, threshold }).forEach((edits, i) =>
        found.set(transplantName(built, TRANSPLANTS[i]), edits),
      )
    }
  }
  return found
}

if (import.meta.main) {
  await tf.setBackend('wasm')
  const model = readModel('lumen')
  const images = readValidation()
  const own = await ranks(model, images)
  const measured = []
  for (const [name, edits] of [...(await editsOfArtifacts(model))].sort()) {
    const edited = editedModel(model, edits)
    const after = await ranks(edited, images)
    edited.dispose()
    const within = (n: number) =>
      pairedDifference(
        own.map((rank) => rank < n),
        after.map((rank) => rank < n),
        createRng(0, 'validation', n),
      )
    measured.push({ edits: name, top1: within(1), top5: within(5) })
    console.log(name, measured.at(-1))
  }
  const accuracies = editAccuraciesSchema.parse({
    data: 'Tiny ImageNet, validation images',
    weights: model.table.weights.sha256,
    backend: tf.getBackend(),
    measured,
  })
  writeFileSync(EDIT_ACCURACIES, `${JSON.stringify(accuracies, null, 1)}\n`)
}
