/**
 * What an operation of a network is: one file `ops/<op>.ts`, whose default export says all that anything else
 * needs to know of it. Letters: B images, H rows, W columns, C channels.
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../vocabulary/layerTable.ts'
import type { Extent } from '../vocabulary/extent.ts'
import type { DoublePrecision } from './doublePrecision.ts'
import type { Padding } from './padding.ts'
import type { Fields, Read } from './fields.ts'
import type { Nonlinearity } from './nonlinearity.ts'
import type { Reach } from './reach.ts'
import type { StandIns } from './standIns.ts'

/** A layer with the fields of its operation. */
export type LayerOf<F extends Fields> = Layer & Read<F>

/** A window that slides over the input: its extent, dilation included, its step, and the padding around the input. */
export interface Sliding {
  extent: [number, number]
  /** Down and across. */
  stride: [number, number]
  /** `[top, bottom, left, right]`; below zero where rows or columns are cut off instead. */
  padding: [number, number, number, number]
  /** Positions from one tap to the next. */
  dilation: number
}

/** Parameters on the device, as the operation wants them. */
export interface Prepared {
  /** Frees what was made beside kernel and bias. */
  dispose(): void
}

/** What an operation does with a kernel and a bias. */
export interface Weighing<L extends Layer, P extends Prepared> {
  /** How many units the weights lead to: the last axis of the kernel, and the bias's only one. */
  units(layer: L): number
  /** Shape of the kernel. Row by row it is `(taps, C / groups, units)`. */
  shape(layer: L, input: Extent): number[]
  /** Rows and columns of taps, and groups of channels that are kept apart. */
  layout(layer: L, input: Extent): { taps: [number, number]; groups: number }
  prepare(layer: L, kernel: tf.Tensor, bias: tf.Tensor1D): P
}

/** What a forward pass has at hand beside the inputs. */
export interface Forward<L extends Layer, P extends Prepared> {
  layer: L
  weights: P
  /** Zeros around the input that the window reaches. */
  padding: Padding
  /** Stands for the ReLU. */
  relu: Nonlinearity
}

/** What a pass back through the operation's linear stand-in has at hand. */
export interface Backward<L extends Layer, P extends Prepared> extends Omit<Forward<L, P>, 'relu'> {
  /** The gradient of the output, (B, H, W, C). */
  dy: tf.Tensor4D
  standIns: StandIns
  /** Which of the inputs is asked for: its place, the extent of its layer, and how many channels the inputs before it have. */
  input: Extent & { index: number; before: number }
  /** Rows and columns of the input that are read, and so of the gradient that is asked for. */
  read: { height: number; width: number }
  /** Activations of an input, the first if not said, where the stand-in asks for them, (B, H, W, C). */
  given(index?: number): tf.Tensor4D
  /** The gradient of a function of the input; at zero, as serves where it is linear, when `x` is absent. */
  pull(apply: (x: tf.Tensor4D) => tf.Tensor4D, x?: tf.Tensor4D): tf.Tensor4D
}

export interface Operation<L extends Layer = Layer, P extends Prepared = Prepared> {
  /** What its layers have in a layer table beside name, operation and inputs. */
  fields: Fields
  inputs: 'one' | 'several'
  /** The window that it slides over its input; absent for pointwise and global operations. */
  window?(layer: L): Sliding
  /** Each unit depends on every position of its input, and has none itself. */
  global?: true
  /** Rows and columns of its output where they follow neither from a window nor from being global; it is then computed as a whole. */
  extent?(layer: L, inputs: readonly Extent[]): { height: number; width: number }
  /** Along an axis, what its units see of the image, where it has an `extent`: from what those of its input see, and both lengths. */
  reach?(layer: L, input: Reach, axis: 0 | 1, lengths: { input: number; output: number; image: number }): Reach
  /** Inputs after the first may have one position, whose values then count at every one. */
  broadcasts?: true
  /** Absent for an operation without parameters that lead from its input's units to its own. */
  weights?: Weighing<L, P>
  /** Parameters that are no weights: each counts for a value by itself, and leads from no unit to another. */
  scaling?: Pick<Weighing<L, P>, 'shape' | 'prepare'>
  /** Multiplications and additions that it does without weights, each as one; none when absent. */
  products?(layer: L, inputs: readonly Extent[]): number
  /** Channels of its output; those of the first input when absent. */
  channels?(layer: L, inputs: readonly Extent[]): number
  /** What is wrong with its inputs, if anything; nothing when absent. */
  objection?(layer: L, inputs: readonly Extent[]): string | undefined
  /**
   * Whether its channels are units of its inputs, and not its own: `kept` apart and in order, `joined` side
   * by side, or `summed`, each in its place but not alone.
   */
  passes?: 'kept' | 'joined' | 'summed'
  /** The slope below zero, for an elementwise nonlinearity that is the identity above. */
  slope?(layer: L): number
  /** Its output is no sum of shares of its inputs, even about given activations. */
  curved?: true
  /** Its outputs are probabilities. */
  normalizes?: true
  /** Inputs, each (B, H, W, C) or (B, C), over the window needed; for a global operation, over all positions. */
  forward(inputs: readonly tf.Tensor[], pass: Forward<L, P>): tf.Tensor
  /** The gradient of an input, (B, H, W, C), over the same window. @throws Error where there is no linear stand-in */
  backward(pass: Backward<L, P>): tf.Tensor4D
  /** What it does in double precision, and how relevance passes through it; without a rule relevance ends here. */
  double?: Pick<DoublePrecision<L>, 'forward'> & Partial<DoublePrecision<L>>
  /** Whether `backward` asks for activations. */
  needsValues?(standIns: StandIns): boolean
  /** What it does, as a reader would say it. */
  words(layer: L): string
}
