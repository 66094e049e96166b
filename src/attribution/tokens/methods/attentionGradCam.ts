import { patchMap } from '../patchMap.ts'
import { attentionWithSlopes, type TokenMethod } from '../tokenMethod.ts'
import { meanOverHeads } from '../tokenMatrix.ts'

/**
 * Grad-CAM on the last block's attention, as Chefer, Gur and Wolf take it for their comparison (CVPR 2021, arXiv 2012.09838,
 * section 4): each head weighted by the mean slope of the class over the row that is read, the mean of heads rectified.
 */
export default {
  title: 'Grad-CAM',
  order: 3,
  ofClass: true,
  signed: false,
  empty: 'the last block’s heads, weighted by their slopes, speak against {class} at every patch',
  says: 'the patches that heads read which speak for the class',
  source: 'Selvaraju et al. 2016, arXiv 1610.02391',
  async map(given) {
    const last = (await attentionWithSlopes(given)).at(-1)!
    const { heads, tokens } = last
    const weights = Array.from({ length: heads }, (_, head) => {
      const own = Float64Array.from({ length: tokens * tokens }, (_, pair) => last.slopes[pair * heads + head])
      const row = patchMap(given.structure, own)
      return row.reduce((sum, value) => sum + value, 0) / row.length
    })
    const weighed = meanOverHeads(last, (i) => last.values[i] * weights[i % heads])
    return patchMap(given.structure, weighed).map((value) => Math.max(0, value))
  },
} satisfies TokenMethod
