/**
 * Layer normalization, as one operation or taken apart to means and roots: `deviation = x − mean(x)`,
 * `deviation / √(mean(deviation²) + ε)`. Each step is a draft of its own until the last makes them a layer.
 */
import type { Constant } from '../../graph.ts'
import { draft, type Draft, type Turning, type Value } from '../draft.ts'
import { shortest } from '../shortest.ts'
import { allChannels, tokenAxes } from './tokenAxes.ts'
import { asTokens } from './tokens.ts'

/** Steps that no layer is, each by what it is. */
export const STEPS = {
  channelMean: 'a mean over channels',
  deviation: 'the deviation from a mean over channels',
  square: 'a square of a deviation',
  variance: 'a variance over channels',
  standardDeviation: 'a standard deviation over channels',
  inverseDeviation: 'the inverse of a standard deviation over channels',
} as const

const onto = ({ view }: Value, made: Draft): Value => ({ draft: made, view })

/** What is normalized: a map that lies as tokens in the file is tokens from here on. */
const normalizedOf = (x: Value): Draft => (tokenAxes(x) ? asTokens(x.draft) : x.draft)

/** The mean over all channels of each position. */
export function channelMean(x: Value, gone: readonly number[], keepDims: boolean, hint: string): Value | undefined {
  if (gone.length !== 1 || !keepDims || !allChannels(x, gone[0])) return undefined
  const squared = x.draft.op === 'square'
  const from = squared ? x.draft.inputs[0] : normalizedOf(x)
  const { channels, ...rest } = from.extent
  const made = draft(squared ? 'variance' : 'channelMean', [from], {
    extent: { ...rest, channels: 1 },
    hint,
  })
  const shape = x.view.shape.map((length, i) => (i === gone[0] ? 1 : length))
  const axes = x.view.axes.map((axis, i) =>
    i === gone[0] ? [] : axis.map(({ size, stride }) => ({ size, stride: stride / channels })),
  )
  return { draft: made, view: { shape, axes } }
}

/** `x − mean(x)` */
export function deviation(x: Value, mean: Value, hint: string): Value | undefined {
  if (mean.draft.op !== 'channelMean' || mean.draft.inputs[0] !== normalizedOf(x)) return undefined
  return onto(x, draft('deviation', [normalizedOf(x)], { hint }))
}

/** Of a deviation. */
export function square(x: Value, other: Value, hint: string): Value | undefined {
  const same = [x, other].every(({ draft: { op, inputs } }) => op === 'deviation' && inputs[0] === x.draft.inputs[0])
  return same ? onto(x, draft('square', x.draft.inputs, { extent: x.draft.extent, hint })) : undefined
}

/** `√(variance + ε)`, or one over it. */
export function root(x: Value, inverse: boolean, hint: string): Value | undefined {
  const { op, inputs, scale, offset, extent } = x.draft
  if (op === 'standardDeviation')
    return inverse ? onto(x, { ...x.draft, op: 'inverseDeviation', hint, origin: null }) : undefined
  const plain = op === 'affine' && inputs[0].op === 'variance' && scale![0] === 1 && offset![0] > 0
  if (!plain) return undefined
  const fields = { epsilon: shortest(offset![0]) }
  return onto(x, draft(inverse ? 'inverseDeviation' : 'standardDeviation', inputs[0].inputs, { fields, extent, hint }))
}

/** `deviation / standard deviation`, or times its inverse. */
export function normalized(x: Value, by: Value, op: 'div' | 'mul', turn: Turning): Value | undefined {
  const wanted = op === 'div' ? 'standardDeviation' : 'inverseDeviation'
  if (x.draft.op !== 'deviation' || by.draft.op !== wanted || by.draft.inputs[0] !== x.draft.inputs[0]) return undefined
  return layerNorm(onto(x, x.draft.inputs[0]), by.draft.fields.epsilon as number, [], turn)
}

/** @param weights scale and offset of each channel, where there are any */
export function layerNorm(
  x: Value,
  epsilon: number,
  weights: readonly (Constant | undefined)[],
  { node, refuse }: Turning,
): Value {
  const { channels } = x.draft.extent
  const [kernel, bias] = [1, 0].map((usual, i) => {
    const own = weights[i]
    if (own && own.data.length !== channels) throw refuse(`${own.data.length} numbers for ${channels} channels`)
    return own ? Float32Array.from(own.data) : new Float32Array(channels).fill(usual)
  })
  return onto(
    x,
    draft('layerNorm', [normalizedOf(x)], { fields: { epsilon: shortest(epsilon) }, hint: node.name, kernel, bias }),
  )
}
