import { patchMap } from '../patchMap.ts'
import { attentionWithSlopes, type TokenMethod } from '../tokenMethod.ts'
import { meanOverHeads, product, withResidual, withRowsOfOne } from '../tokenMatrix.ts'

/**
 * Attention rollout (Abnar and Zuidema 2020, arXiv 2005.00928): what each block reads, half of it through the residual,
 * multiplied through the blocks.
 */
export default {
  title: 'Rollout',
  order: 2,
  ofClass: false,
  signed: false,
  empty: 'no block reads a patch',
  says: 'the patches that all blocks read, one after the other',
  source: 'Abnar and Zuidema 2020, arXiv 2005.00928',
  async map(given) {
    const blocks = (await attentionWithSlopes(given)).slice(given.from)
    const steps = blocks.map((block) => withRowsOfOne(withResidual(meanOverHeads(block, (i) => block.values[i]))))
    return patchMap(
      given.structure,
      steps.reduce((all, step) => product(step, all)),
    )
  },
} satisfies TokenMethod
