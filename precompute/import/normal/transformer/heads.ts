/** Attention, where it stands as products of layers and a softmax between them. */
import { affine, draft, type Draft, type Turning, type Value } from '../draft.ts'
import { merged, type Factor } from '../view.ts'
import { run, tokensOf } from './tokenAxes.ts'

/** How far a product of two numbers in single precision is from the number that is meant. */
const ROUNDING = 1e-6

/** A layer whose channels are heads side by side, `(heads, D)`. */
interface Headed {
  from: Draft
  heads: number
  tokens: number
}

/** Of an operand: its batch axes, all heads on one of them, then tokens and a head's channels as the last two. */
function headed({ draft: from, view }: Value, tokenAxis: number, channelAxis: number, turn: Turning): Headed {
  const { channels } = from.extent
  const tokens = tokensOf(from)
  const rank = view.shape.length
  const at = (axis: number) => merged(view.axes[rank + axis])
  const outer = view.axes.slice(0, -2).filter((axis) => axis.length > 0)
  const heads = outer.flat().reduce((product, { size }) => product * size, 1)
  const within = [...outer.flat(), ...at(channelAxis)].every(({ size, stride }) => size * stride <= channels)
  const whole = at(channelAxis).reduce((product, { size }) => product * size, heads) === channels
  if (!run(view.axes[rank + tokenAxis], tokens, channels) || outer.length > 1 || !within || !whole)
    throw turn.refuse(
      `a product of layers whose operand (${view.shape.join(', ')}) is not ${tokens} tokens × channels for each head, as in windowed or linear attention (allowed: attention of every head over all tokens)`, // prettier-ignore
    )
  const order = placesOf([...(outer[0] ?? []), ...at(channelAxis)])
  const plain = order.every((place, i) => place === i)
  return { from: plain ? from : draft('pick', [from], { fields: { channels: order } }), heads, tokens }
}

function placesOf(factors: readonly Factor[]): number[] {
  let found = [0]
  for (const { size, stride } of factors)
    found = found.flatMap((from) => Array.from({ length: size }, (_, step) => from + step * stride))
  return found
}

/** The batch axes of a product, the heads on the one that they are on; then two others. */
function product(a: Value, b: Value, last: readonly [Factor[], Factor[]], heads: Factor[]): Value['view'] {
  const rank = Math.max(a.view.shape.length, b.view.shape.length)
  const outer = Array.from({ length: rank - 2 }, (_, i): Factor[] => {
    const on = [a, b].some(({ view }) => (view.axes[i - rank + view.shape.length] ?? []).length > 0)
    return on ? heads : []
  })
  const axes = [...outer, ...last]
  return { shape: axes.map((axis) => axis.reduce((all, { size }) => all * size, 1)), axes }
}

const factor = (size: number, stride: number): Factor[] => (size > 1 ? [{ size, stride }] : [])

/** Queries times keys, or probabilities times values. */
export function productOfLayers(a: Value, b: Value, turn: Turning): Value {
  return a.draft.op === 'attention' ? weighed(a, b, turn) : scores(a, b, turn)
}

/** `(N, N, heads)`: a draft of its own, which only a softmax over keys makes a layer. */
function scores(a: Value, b: Value, turn: Turning): Value {
  const [query, key] = [headed(a, -2, -1, turn), headed(b, -1, -2, turn)]
  if (query.heads !== key.heads || query.from.extent.channels !== key.from.extent.channels)
    throw turn.refuse(`of (${a.view.shape.join(', ')}) and (${b.view.shape.join(', ')}), which have not the same heads`)
  const { heads } = query
  const extent = { height: query.tokens, width: key.tokens, channels: heads }
  const made = draft('scores', [query.from, key.from], { fields: { heads }, extent, hint: turn.node.name })
  const last = [factor(query.tokens, key.tokens * heads), factor(key.tokens, heads)] as const
  return { draft: made, view: product(a, b, last, factor(heads, 1)) }
}

function weighed(a: Value, b: Value, turn: Turning): Value {
  const { draft: attention, view } = a
  const { height, width, channels: heads } = attention.extent
  const rank = view.shape.length
  const lies = run(view.axes[rank - 2], height, width * heads) && run(view.axes[rank - 1], width, heads)
  if (!lies) throw turn.refuse(`probabilities (${view.shape.join(', ')}) that are not turned as queries × keys`)
  const value = headed(b, -2, -1, turn)
  const { channels } = value.from.extent
  if (value.heads !== heads || value.tokens !== width)
    throw turn.refuse(`${heads} heads of ${width} keys, values of ${value.heads} heads of ${value.tokens} tokens`)
  const extent = { height, width: 1, channels }
  const made = draft('attend', [attention, value.from], { extent, hint: turn.node.name })
  const size = channels / heads
  return { draft: made, view: product(a, b, [factor(height, channels), factor(size, 1)], factor(heads, size)) }
}

/** The draft below factors that all channels share, and their product. */
function unscaled(from: Draft): { from: Draft; scale: number } {
  let scale = 1
  while (from.op === 'affine') {
    const [first] = from.scale!
    if (from.offset!.some((each) => each !== 0) || from.scale!.some((each) => each !== first)) break
    scale *= first
    ;[from] = from.inputs
  }
  return { from, scale }
}

/** The scores below a chain of factors, with the factor of each head; undefined where there are none. */
export function scoresBelow(from: Draft): { scores: Draft; scale: Float64Array } | undefined {
  let scale = new Float64Array(from.extent.channels).fill(1)
  while (from.op === 'affine') {
    // What is added to all scores of a head alike changes no probability.
    scale = scale.map((each, head) => each * from.scale![head])
    ;[from] = from.inputs
  }
  return from.op === 'scores' ? { scores: from, scale } : undefined
}

/** What stands between scores and a draft that is made of them alone; undefined where it is of no scores. */
function changedScores(from: Draft): string | undefined {
  let changed: string | undefined
  for (let each: Draft | undefined = from; each; each = each.inputs.at(0)) {
    if (each.op === 'scores') return changed
    if (each.op !== 'affine') changed = `${each.op}${each.hint ? ` (node ${each.hint})` : ''}`
    if (each.inputs.length !== 1) return undefined
  }
  return undefined
}

/** A softmax of scores over the keys; undefined where what it is of are no scores. */
export function probabilities(x: Value, axis: number, turn: Turning): Value | undefined {
  const found = scoresBelow(x.draft)
  if (!found) {
    const changed = changedScores(x.draft)
    if (changed) throw turn.refuse(`of scores of attention that are changed before by ${changed} (allowed: a factor)`)
    return undefined
  }
  const { extent, inputs, fields } = found.scores
  if (!run(x.view.axes[axis], extent.width, extent.channels))
    throw turn.refuse(`over axis ${axis} of the scores (${x.view.shape.join(', ')}) (allowed: that of the keys)`)
  const [query, key] = inputs.map(unscaled)
  const { channels } = query.from.extent
  const size = channels / extent.channels
  const ratio = found.scale.map((each) => each * query.scale * key.scale * Math.sqrt(size))
  const usual = ratio.every((each) => Math.abs(each - 1) <= ROUNDING)
  const factors = Float64Array.from({ length: channels }, (_, c) => ratio[Math.floor(c / size)])
  const asked = usual ? query.from : affine(query.from, factors, 0)
  const made = draft('attention', [asked, key.from], { fields, extent, hint: turn.node.name })
  return { draft: made, view: x.view }
}
