import { pictureChoices } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'
import { measuredOf } from '../measuredPerturbation.ts'

/** Pictures to choose from, and what was measured over many. */
export default (async ({ values: { methods }, at: { article, network } }) => ({
  choices: await pictureChoices(article),
  many: await measuredOf(network.id, String(methods).split(' ')),
})) satisfies FrameExtra
