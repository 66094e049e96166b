/** What this article says about lumen, as functions of it. */
import { apart, best, curveOf } from '../../src/circuits/responses/preference.ts'
import type { Claims } from '../../src/model/claim.ts'

export const claims = {
  'upward-curve': {
    measures: 'degrees between 80° and the direction in which the best curve bulges',
    async measure(model) {
      const curve = await curveOf(model, 'conv4/39', 'curve', 'angle', { curvature: 0.07, y: -4 })
      return apart(best(curve).at, 80)
    },
    atMost: 20,
    layer: 'conv4',
  },
} satisfies Claims
