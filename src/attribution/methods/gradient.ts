/** The gradient (Simonyan et al. 2013, arXiv 1312.6034): how fast the score changes with each pixel. */
import { plainGradient, type Method } from '../method.ts'
import { largest } from '../relevance.ts'

export default {
  title: 'Gradient',
  order: 1,
  refined: 'once',
  quickness: 2,
  signed: false,
  empty: 'no small change of a pixel changes what speaks for {class}',
  map: async (given) => largest(await plainGradient(given)),
} satisfies Method
