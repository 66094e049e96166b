/** Guided Grad-CAM (Selvaraju et al. 2016, arXiv 1610.02391): guided backpropagation where Grad-CAM says. */
import type { Method } from '../method.ts'
import { largest, times } from '../relevance.ts'
import { sharedGradCam } from './gradCam.ts'
import { guidedGradient } from './guidedBackprop.ts'

export default {
  title: 'Guided Grad-CAM',
  order: 8,
  refined: 'once',
  quickness: 5,
  signed: false,
  empty: 'nothing at {layer} for {class} leads back to a pixel',
  map: async (given) => times(largest(await guidedGradient(given)), (await sharedGradCam(given)).map),
} satisfies Method
