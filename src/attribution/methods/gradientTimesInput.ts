/** Gradient × input (Shrikumar et al. 2016, arXiv 1605.01713): what each pixel would add, were the network linear. */
import type { Pixels } from '../../model/pixels.ts'
import { plainGradient, type Method } from '../method.ts'
import { summed } from '../relevance.ts'

/** `H·W·C` numbers: the gradient times how far the image is from `baseline`, a grey in [0, 1]. */
export const gradientTimesInput = (gradient: Pixels, image: Pixels, baseline: number): Pixels => ({
  ...gradient,
  values: gradient.values.map((slope, i) => slope * (image.values[i] - baseline)),
})

export default {
  title: 'Gradient × input',
  order: 3,
  refined: 'once',
  quickness: 3,
  signed: true,
  empty: 'no pixel adds to {class} or takes from it: each is blank, or does not matter',
  map: async (given) => summed(gradientTimesInput(await plainGradient(given), given.image, given.baseline)),
} satisfies Method
