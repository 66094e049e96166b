import { pictureChoices } from '../choices.ts'
import { validationOf } from '../editAccuracies.ts'
import type { FrameExtra } from '../frameOf.ts'

/** Pictures to choose from, and what was measured of the author's edits on validation images. */
export default (async ({ values: { image, edits }, at: { article, network } }) => {
  const choices = await pictureChoices(article)
  const { edits: validation } = await validationOf(network.id, [{ name: 'edits', text: String(edits) }])
  return { choices, caption: choices.find(({ name }) => name === image)?.caption ?? image, validation }
}) satisfies FrameExtra
