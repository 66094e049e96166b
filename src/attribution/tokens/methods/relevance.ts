import { patchMap } from '../patchMap.ts'
import { attentionWithSlopes, propagatedRelevance, type TokenMethod } from '../tokenMethod.ts'
import { meanOverHeads, product, withResidual } from '../tokenMatrix.ts'

/**
 * Transformer attribution (Chefer, Gur and Wolf, CVPR 2021, arXiv 2012.09838, eq. 13 and 14): of each block the mean over heads
 * of slope × relevance where positive, 1 added for the residual, multiplied through the blocks.
 */
export default {
  title: 'Relevance',
  order: 5,
  ofClass: true,
  signed: false,
  empty: 'no relevance of {class} meets a slope of its own sign',
  says: 'the patches to which relevance passes down from the class',
  source: 'Chefer, Gur and Wolf 2021, arXiv 2012.09838',
  async map(given) {
    const { relevance } = propagatedRelevance(given)
    const blocks = (await attentionWithSlopes(given)).slice(given.from)
    const steps = blocks.map((block) => {
      const values = relevance.get(block.layer)!
      return withResidual(meanOverHeads(block, (i) => Math.max(0, block.slopes[i] * values[i])))
    })
    return patchMap(
      given.structure,
      steps.reduce((all, step) => product(step, all)),
    )
  },
} satisfies TokenMethod
