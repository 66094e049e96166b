/** What this lecture says about lumen, as functions of it; `<Claim id="claim-…">` shows each. */
import { neighbourCorrelation } from '../../src/circuits/kernels/neighbourCorrelation.ts'
import { concentration, curveOf } from '../../src/circuits/responses/preference.ts'
import type { Claims } from '../../src/model/claim.ts'

const disc = { radius: 8, filled: 1, saturation: 1 }

export const claims = {
  'red-disc': {
    measures: 'how much of the response to discs of every hue lies about red, from −1 to 1',
    measure: async (model) => concentration(await curveOf(model, 'conv4/50', 'circle', 'hue', disc), 0),
    atLeast: 0.8,
    layer: 'conv4',
  },
  'line-direction': {
    measures: 'how much of the response to lines of every direction lies about 10°, from −1 to 1',
    measure: async (model) => concentration(await curveOf(model, 'conv4/10', 'line', 'angle'), 10, 180),
    atLeast: 0.8,
    layer: 'conv4',
  },
  'smooth-first': {
    measures: 'correlation of each weight of conv1 with its neighbour to the right',
    measure: (model) => Promise.resolve(neighbourCorrelation(model, 'conv1')),
    atLeast: 0.4,
    layer: 'conv1',
  },
  'smooth-last': {
    measures: 'correlation of each weight of conv7 with its neighbour to the right',
    measure: (model) => Promise.resolve(neighbourCorrelation(model, 'conv7')),
    atLeast: 0.8,
    layer: 'conv7',
  },
} satisfies Claims
