import { renderedChoices } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'

/** Pictures on which slopes and routes can be taken. */
export default (async () => ({ choices: await renderedChoices() })) satisfies FrameExtra
