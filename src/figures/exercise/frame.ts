import type { FrameExtra } from '../frameOf.ts'

/** The article whose `exercises.ts` it is. */
export default (async ({ at }) => ({ article: at.article })) satisfies FrameExtra
