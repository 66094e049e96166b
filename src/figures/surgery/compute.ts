/** What an edited network says of a picture and of the scenes, what a unit of it looks for, and which weights are large. */
import { classify, type Guess } from '../../attribution/classify.ts'
import { editedModel } from '../../circuits/edits/editedModel.ts'
import { strongestInputs, type StrongInput } from '../../circuits/kernels/strongestInputs.ts'
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'
import type { Edit } from '../../vocabulary/edit.ts'

export { compareOnScenes, editedAscent } from '../../widgets/edited/compute.ts'

/** Every class, the likeliest first. */
export async function guesses(
  model: Model,
  { edits, image }: { edits: readonly Edit[]; image: Pixels },
): Promise<Guess[]> {
  const edited = editedModel(model, edits)
  try {
    return await classify(edited, image, model.table.classes.length)
  } finally {
    edited.dispose()
  }
}

export const largestInputs = (model: Model, { unit, count }: { unit: string; count: number }): StrongInput[] =>
  strongestInputs(model, unit, count)
