import { patchMap } from '../patchMap.ts'
import { attentionWithSlopes, type TokenMethod } from '../tokenMethod.ts'
import { meanOverHeads, product, withResidual } from '../tokenMatrix.ts'

/**
 * The later method of Chefer, Gur and Wolf (ICCV 2021, arXiv 2103.15679, eq. 5 and 6), which propagates nothing: of each block the mean
 * over heads of slope × attention where positive, 1 added for the residual, multiplied through the blocks.
 */
export default {
  title: 'Slope × attention',
  order: 6,
  ofClass: true,
  signed: false,
  empty: 'no attention has a slope that speaks for {class}',
  says: 'the patches that all blocks read where more reading would speak for the class',
  source: 'Chefer, Gur and Wolf 2021, arXiv 2103.15679',
  async map(given) {
    const blocks = (await attentionWithSlopes(given)).slice(given.from)
    const steps = blocks.map((block) =>
      withResidual(meanOverHeads(block, (i) => Math.max(0, block.slopes[i] * block.values[i]))),
    )
    return patchMap(
      given.structure,
      steps.reduce((all, step) => product(step, all)),
    )
  },
} satisfies TokenMethod
