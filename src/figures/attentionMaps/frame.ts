import { pictureChoices } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'

/** Pictures to choose from. */
export default (async ({ at: { article } }) => ({ choices: await pictureChoices(article) })) satisfies FrameExtra
