import type { FrameExtra } from '../frameOf.ts'

/** The article whose `claims.ts` it is. */
export default (async ({ at }) => ({ article: at.article })) satisfies FrameExtra
