import { pictureChoices } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'

/** Pictures that light the circuit up. */
export default (async ({ at }) => ({
  choices: await pictureChoices(at.article),
})) satisfies FrameExtra
