/** Patches as tokens: class tokens before them, positions added, one of them or some of them taken. */
import type { Constant } from '../../graph.ts'
import { draft, type Draft, type Turning, type Value } from '../draft.ts'
import { broadcast, broadcastShape, SPARE } from '../folding.ts'
import { alike, places } from '../view.ts'
import { allChannels, tokenAxes, tokensOf, withTokens, type TokenAxes } from './tokenAxes.ts'

/** `(N, 1, C)` of a map, with all that is added: rows of tokens of their own first. */
function tokens(patches: Draft, before: number, added: Float32Array, first: Float32Array, hint: string): Draft {
  const { channels } = patches.extent
  const extent = { height: before + tokensOf(patches), width: 1, channels }
  return draft('tokens', [patches], { fields: { before }, extent, hint, kernel: added, bias: first })
}

const plain = new WeakMap<Draft, Draft>()

/** A map as tokens, where it is none yet. */
export function asTokens(from: Draft): Draft {
  const { extent } = from
  if (extent.width === 1) return from
  const made = plain.get(from) ?? tokens(from, 0, new Float32Array(tokensOf(from) * extent.channels), new Float32Array(extent.channels), '') // prettier-ignore
  plain.set(from, made)
  return made
}

/** A sum of tokens of a map and tokens, which lie alike in the file; undefined where that is not what it is. */
export function sum(a: Value, b: Value, hint: string): Value | undefined {
  if (!tokenAxes(a) || !tokenAxes(b) || !alike(a.view, b.view)) return undefined
  if (a.draft.extent.width === b.draft.extent.width) return undefined
  return { draft: draft('add', [asTokens(a.draft), asTokens(b.draft)], { hint }), view: a.view }
}

/** Tokens with a constant that differs from one to the next added; undefined where it does not, or they are none. */
export function positioned(x: Value, constant: Constant, { node }: Turning): Value | undefined {
  const axes = tokenAxes(x)
  if (!axes || constant.shape.length > x.view.shape.length) return undefined
  const along = constant.shape.length - x.view.shape.length + axes.token
  if ((constant.shape[along] ?? 1) === 1) return undefined
  if (broadcastShape([x.view.shape, constant.shape], node).join() !== x.view.shape.join()) return undefined
  const all = broadcast(constant, x.view.shape, node, SPARE).data
  const { draft: from } = x
  const own = from.op === 'tokens'
  const kernel = own ? Float32Array.from(from.kernel!) : new Float32Array(all.length)
  places(x.view).forEach((place, i) => (kernel[place] += all[i]))
  const [patches, before] = own ? [from.inputs[0], from.fields.before as number] : [from, 0]
  const bias = own ? from.bias! : new Float32Array(axes.channels)
  return withTokens(x, axes, tokens(patches, before, kernel, bias, node.name))
}

/** What a joined part is: rows that are the same for every image, then patches with what is added to each. */
interface Part {
  rows: Float32Array
  patches?: { from: Draft; added: Float32Array }
}

/** Tokens as their constant rows and their patches. */
function partOf(from: Draft): Part {
  const { channels } = from.extent
  if (from.op === 'tokens') {
    const first = (from.fields.before as number) * channels
    const all = from.kernel!.map((value, i) => (i < first ? value + from.bias![i % channels] : value))
    return { rows: all.subarray(0, first), patches: { from: from.inputs[0], added: all.subarray(first) } }
  }
  const [whole] = from.inputs
  const range = whole?.op === 'tokens' ? rangeOf(from) : undefined
  if (range) {
    const { rows, patches } = partOf(whole)
    const first = rows.length / channels
    const own = rows.subarray(range.from * channels, Math.min(range.to, first) * channels)
    if (range.to <= first) return { rows: own }
    if (range.from <= first && range.to === tokensOf(whole)) return { rows: own, patches: patches! }
  }
  return { rows: new Float32Array(), patches: { from, added: new Float32Array(tokensOf(from) * channels) } }
}

/** Which of its input's tokens a draft takes, where it takes some that follow one another. */
function rangeOf({ op, fields, extent }: Draft): { from: number; to: number } | undefined {
  if (op === 'token') return { from: fields.index as number, to: (fields.index as number) + 1 }
  if (op !== 'crop') return undefined
  const from = (fields.cut as number[])[0]
  return { from, to: from + extent.height }
}

/**
 * Constants (class token, distillation token, registers) before the patches; undefined where nothing of it is
 * tokens, or all of it are layers side by side.
 */
export function joined(inputs: readonly (Value | Constant)[], axis: number, turn: Turning): Value | undefined {
  const values = inputs.filter((each): each is Value => 'draft' in each)
  const main = values.find((each) => tokenAxes(each)?.token === axis)
  const axes = main && tokenAxes(main)
  if (!main || !axes) return undefined
  const refuse = () =>
    turn.refuse('joins tokens otherwise than constants before all patches (a class token, a distillation token, registers)') // prettier-ignore
  const parts = inputs.map((each): Part => {
    if (!('draft' in each)) return { rows: rowsOf(each, axes, main.view.shape.length, refuse) }
    const own = tokenAxes(each)
    const single = !own && each.view.shape[axis] === 1 && tokensOf(each.draft) === 1 && allChannels(each, axes.channel)
    if (!single && (own?.token !== axis || own.channel !== axes.channel)) throw refuse()
    return partOf(each.draft)
  })
  const last = parts.at(-1)!
  if (!last.patches || parts.slice(0, -1).some(({ patches }) => patches)) throw refuse()
  const { channels } = axes
  const rows = Float32Array.from(parts.flatMap((part) => [...part.rows]))
  const before = rows.length / channels
  const added = new Float32Array(rows.length + last.patches.added.length)
  added.set(last.patches.added, rows.length)
  // A class token is what the tokens begin as; several tokens are what is added to zeros.
  if (before > 1) added.set(rows)
  const first = before === 1 ? rows : new Float32Array(channels)
  return withTokens(main, axes, tokens(last.patches.from, before, added, first, turn.node.name))
}

/** A constant's rows of channels, each a token. */
function rowsOf({ shape, data }: Constant, { token, channel, channels }: TokenAxes, rank: number, refuse: () => Error) {
  const lengths = shape.map((length, i) => (i === token || i === channel ? 1 : length))
  if (shape.length !== rank || shape[channel] !== channels || lengths.some((length) => length !== 1)) throw refuse()
  const count = shape[token]
  if (token < channel) return Float32Array.from(data)
  return Float32Array.from({ length: data.length }, (_, i) => data[(i % channels) * count + Math.floor(i / channels)])
}

/** Some of the tokens; undefined where the list is not of them. @param list places on the axis of tokens */
export function someTokens(x: Value, axis: number, list: readonly number[], turn: Turning): Value | undefined {
  const axes = tokenAxes(x)
  if (axes?.token !== axis) return undefined
  const { node, refuse } = turn
  const { channels } = axes
  const [first] = list
  if (list.length === 0) throw refuse('nothing is left of its input')
  if (list.some((place, i) => place !== first + i || place < 0))
    throw refuse(`tokens ${list.slice(0, 8).join(', ')}${list.length > 8 ? '…' : ''} (allowed: one, or several in a row)`) // prettier-ignore
  const from = asTokens(x.draft)
  const extent = { height: list.length, width: 1, channels }
  if (list.length === 1)
    return withTokens(x, axes, draft('token', [from], { fields: { index: first }, extent, hint: node.name }))
  const cut = [first, axes.tokens - first - list.length, 0, 0]
  const fields = { cut, around: [0, 0, 0, 0], stride: [1, 1] }
  return withTokens(x, axes, draft('crop', [from], { fields, extent, hint: node.name }))
}

/** The mean over all tokens. */
export function meanOfTokens(x: Value, gone: readonly number[], keepDims: boolean, hint: string): Value | undefined {
  const axes = tokenAxes(x)
  if (!axes || gone.length !== 1 || gone[0] !== axes.token) return undefined
  const extent = { height: 1, width: 1, channels: axes.channels }
  const { draft: made, view } = withTokens(x, axes, draft('globalAverage', [x.draft], { extent, hint }))
  const left = <T>(list: readonly T[]) => list.filter((_, i) => keepDims || i !== axes.token)
  return { draft: made, view: { shape: left(view.shape), axes: left(view.axes) } }
}
