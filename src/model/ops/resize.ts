import type * as tf from '@tensorflow/tfjs-core'
import { oneOf, optional, size } from '../fields.ts'
import { COORDINATES, MODES, NEAREST, resize, type Resizing } from '../resizing.ts'
import type { LayerOf, Operation } from '../operation.ts'
import { withPositions } from '../withPositions.ts'

const fields = {
  height: size,
  width: size,
  mode: oneOf(MODES),
  /** How a pixel of the output finds its place in the input. */
  coordinates: optional(oneOf(COORDINATES), 'half_pixel'),
  /** Which of two pixels is nearest to a place between them. */
  nearest: optional(oneOf(NEAREST), 'round_prefer_floor'),
}

export type Resize = LayerOf<typeof fields>

const resizing = ({ height, width, mode, coordinates, nearest }: Resize) =>
  ({ size: [height, width], mode, coordinates, nearest }) as Resizing

/** Its input at another size, each position the nearest one's value or a mix of the four around it. */
export default {
  fields,
  inputs: 'one',
  passes: 'kept',
  extent: ({ height, width }) => ({ height, width }),
  reach({ mode }, { first, last, stride }, _axis, { input, output }) {
    // A position of the output lies within one of the input's from its place.
    const step = (stride * input) / output
    const around = mode === 'linear' ? stride : stride / 2
    const middle = (step - stride) / 2
    return { first: first + middle - around, last: last + middle + around, stride: step }
  },
  forward: ([x], { layer }) => resize(withPositions(x), resizing(layer)),
  backward: ({ layer, pull }) => pull((x: tf.Tensor4D) => resize(x, resizing(layer))),
  words: ({ height, width, mode }) => `resized to ${height} × ${width}, ${mode === 'nearest' ? 'nearest' : 'linear'}`,
} satisfies Operation<Resize>
