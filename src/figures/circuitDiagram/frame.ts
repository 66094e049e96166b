import { articleChoices, renderedChoices } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'

/** Pictures that light the circuit up. */
export default (async ({ at }) => ({
  choices: [...(await articleChoices(at.article)), ...(await renderedChoices())],
})) satisfies FrameExtra
