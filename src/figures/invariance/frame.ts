import { articleChoices, renderedChoices } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'

/** Pictures that can be mirrored. */
export default (async ({ at }) => ({
  choices: [...(await articleChoices(at.article)), ...(await renderedChoices())],
})) satisfies FrameExtra
