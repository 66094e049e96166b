import { patchMap } from '../patchMap.ts'
import { propagatedRelevance, type TokenMethod } from '../tokenMethod.ts'
import { meanOverHeads } from '../tokenMatrix.ts'

/**
 * Partial LRP (Voita et al. 2019, arXiv 1905.09418): the relevance that reaches the last block's attention, the mean of its heads.
 * The relevance is that of `relevance`.
 */
export default {
  title: 'Partial LRP',
  order: 4,
  ofClass: true,
  signed: true,
  empty: 'no relevance reaches the last block’s attention',
  says: 'the relevance that reaches the last block’s attention',
  source: 'Voita et al. 2019, arXiv 1905.09418',
  map(given) {
    const { structure } = given
    const layer = structure.attention.at(-1)!
    const values = propagatedRelevance(given).relevance.get(layer)!
    const heads = values.length / structure.tokens ** 2
    const mean = meanOverHeads({ tokens: structure.tokens, heads }, (i) => values[i])
    return Promise.resolve(patchMap(structure, mean))
  },
} satisfies TokenMethod
