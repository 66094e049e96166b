/** What edited networks say of the rendered scenes, and what their units look for. */
import { compareNetworks, type Compared, type ComparisonRequest } from '../../circuits/edits/compareNetworks.ts'
import { editedModel } from '../../circuits/edits/editedModel.ts'
import { loadScenes } from '../../engine/loadScenes.ts'
import type { Model } from '../../model/model.ts'
import { ascent, type Ascended, type Choices } from '../../optvis/ascent.ts'
import type { Edit } from '../../vocabulary/edit.ts'

/** A picture that an edited network makes, step by step. */
export async function* editedAscent(
  model: Model,
  { edits, ...choices }: Choices & { edits: readonly Edit[] },
): AsyncGenerator<Ascended, void, void> {
  const edited = editedModel(model, edits)
  try {
    yield* ascent(edited, choices)
  } finally {
    edited.dispose()
  }
}

/** Comparisons on the rendered scenes whose list is at an address. */
export async function* compareOnScenes(
  model: Model,
  { pictures, ...request }: ComparisonRequest & { pictures: string },
): AsyncGenerator<Compared, void, void> {
  yield* compareNetworks(model, await loadScenes(pictures, model.table), request)
}
