import { number } from '../fields.ts'
import { throughSlope } from '../nonlinearity.ts'
import type { LayerOf, Operation } from '../operation.ts'

/** The slope is that of the negative side. */
const fields = { slope: number }

export type LeakyRelu = LayerOf<typeof fields>

/** A ReLU that lets a share of negative values through. */
export default {
  fields,
  inputs: 'one',
  slope: ({ slope }) => slope,
  forward: ([x], { layer, relu }) => relu(x, layer.slope),
  backward: (pass) => throughSlope(pass, pass.layer.slope),
  needsValues: ({ relu }) => relu === 'true',
  words: ({ slope }) => `leaky ReLU, slope ${slope}`,
} satisfies Operation<LeakyRelu>
