import type { Layer } from '../../vocabulary/layerTable.ts'
import { elementwise } from '../doublePrecision.ts'
import { throughSlope } from '../nonlinearity.ts'
import type { Operation } from '../operation.ts'

/** Nothing below zero, the value itself above. */
export default {
  fields: {},
  inputs: 'one',
  slope: () => 0,
  forward: ([x], { relu }) => relu(x, 0),
  backward: (pass) => throughSlope(pass, 0),
  needsValues: ({ relu }) => relu === 'true',
  double: elementwise((x) => Math.max(0, x)),
  words: () => 'ReLU',
} satisfies Operation<Layer>
