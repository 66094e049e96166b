import { pictureChoices } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'

/** Pictures that can be mirrored. */
export default (async ({ at }) => ({
  choices: await pictureChoices(at.article),
})) satisfies FrameExtra
