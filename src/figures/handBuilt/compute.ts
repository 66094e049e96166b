/** A hand-built unit beside the learned one, its picture, and what it is worth in the learned one's place. */
import type { Compared } from '../../circuits/edits/compareNetworks.ts'
import { handBuilt, type HandBuiltRequest } from '../../circuits/edits/handBuilt.ts'
import { transplants, type TransplantRequest } from '../../circuits/edits/transplant.ts'
import type { Model } from '../../model/model.ts'
import type { Ascended } from '../../optvis/ascent.ts'
import { compareOnScenes, editedAscent } from '../../widgets/edited/compute.ts'
import type { OnScenes } from '../../widgets/edited/sceneComparison.svelte.ts'
import { benchOf } from './benches.ts'
import type { View } from './view.ts'

/** Both units' responses to curves. */
export async function responses(model: Model, request: HandBuiltRequest): Promise<View> {
  const { edit, ...found } = handBuilt(await benchOf(model, request.unit), request)
  return { ...found, silent: edit.kernel.every((weight) => weight === 0) }
}

/** What the hand-built unit looks for, step by step. */
export async function* picture(
  model: Model,
  { seed, ...request }: HandBuiltRequest & { seed: number },
): AsyncGenerator<Ascended, void, void> {
  const { edit } = handBuilt(await benchOf(model, request.unit), request)
  yield* editedAscent(model, { edits: [edit], unit: request.unit, seed })
}

/** How often the network is right without learned units, and with hand-built ones in their place. */
export async function* compareTransplants(
  model: Model,
  { pictures, seed, known, ...request }: TransplantRequest & OnScenes,
): AsyncGenerator<Compared, void, void> {
  const edits = transplants(await benchOf(model, request.unit), request)
  yield* compareOnScenes(model, { pictures, seed, edits, ...(known && { known }) })
}
