import { patchMap } from '../patchMap.ts'
import { attentionWithSlopes, type TokenMethod } from '../tokenMethod.ts'
import { meanOverHeads } from '../tokenMatrix.ts'

/** What the last block reads, the mean of its heads. */
export default {
  title: 'Raw attention',
  order: 1,
  ofClass: false,
  signed: false,
  empty: 'the last block reads no patch',
  says: 'the patches that the last block reads',
  source: 'Vaswani et al. 2017, arXiv 1706.03762',
  async map(given) {
    const last = (await attentionWithSlopes(given)).at(-1)!
    return patchMap(
      given.structure,
      meanOverHeads(last, (i) => last.values[i]),
    )
  },
} satisfies TokenMethod
