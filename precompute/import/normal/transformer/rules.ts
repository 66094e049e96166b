/** Rules of transformers, beside those of all networks: each changes a draft to something that computes the same. */
import { draft as made, type Draft } from '../draft.ts'
import type { Around, Rule } from '../rule.ts'

const PARTS = ['kernel', 'bias', 'scale', 'offset'] as const

/** Becomes another, which holds the same of the file. */
function become(draft: Draft, other: Draft): true {
  for (const part of PARTS) delete draft[part]
  Object.assign(draft, { ...other, origin: draft.origin })
  return true
}

const only = (draft: Draft, { readers, isOutput }: Around) => readers(draft).length === 1 && !isOutput(draft)

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-5 * Math.abs(b)

/** What all channels are multiplied by, and what is added to all. */
function line({ op, scale, offset }: Draft): { scale: number; offset: number } | undefined {
  if (op !== 'affine') return undefined
  const same = (values: Float64Array) => values.every((value) => value === values[0])
  return same(scale!) && same(offset!) ? { scale: scale![0], offset: offset![0] } : undefined
}

const isTokenwise = ({ op, fields }: Draft) =>
  op === 'conv' && [fields.kernel, fields.stride].flat().every((each) => each === 1) && fields.groups === 1

/** Queries, keys and values that are parts of one dense layer are each a dense layer of their own. */
const projected: Rule = (draft, { readers }) => {
  const [from] = draft.inputs
  if (draft.op !== 'pick' || !isTokenwise(from)) return false
  const attends = ({ op }: Draft) => op === 'attention' || op === 'attend'
  if (!readers(draft).every((each) => attends(each) || (each.op === 'affine' && readers(each).every(attends))))
    return false
  const channels = draft.fields.channels as number[]
  const units = from.extent.channels
  const depth = from.kernel!.length / units
  const kernel = new Float32Array(depth * channels.length)
  for (let row = 0; row < depth; row++)
    channels.forEach((unit, i) => (kernel[row * channels.length + i] = from.kernel![row * units + unit]))
  const bias = Float32Array.from(channels, (unit) => from.bias![unit])
  const fields = { ...from.fields, filters: channels.length }
  return become(draft, made('conv', from.inputs, { fields, extent: draft.extent, hint: draft.hint, kernel, bias }))
}

/** One token of what normalizes each is that token, normalized. */
const tokenFirst: Rule = (draft, around) => {
  const [norm] = draft.inputs
  if (draft.op !== 'token' || norm.op !== 'layerNorm' || !only(norm, around)) return false
  const { fields, extent, hint } = draft
  const token = made('token', norm.inputs, { fields, extent, hint })
  return become(draft, { ...norm, inputs: [token], extent })
}

/** A factor of a sum of layers with weights, as of two heads that vote, is in their weights. */
const scaledSum: Rule = (draft, around) => {
  const [sum] = draft.inputs
  const by = line(draft)
  if (!by || by.offset !== 0 || sum.op !== 'add' || !only(sum, around)) return false
  if (!sum.inputs.every((each) => each.op === 'dense' && only(each, around))) return false
  const inputs = sum.inputs.map((each) => ({
    ...each,
    kernel: each.kernel!.map((value) => value * by.scale),
    bias: each.bias!.map((value) => value * by.scale),
    origin: null,
  }))
  return become(draft, { ...sum, inputs })
}

/**
 * A polynomial's coefficients by power of x; undefined where a draft is none of x up to the third.
 * @param depth how many drafts may lie above one another, since two may share what is below
 */
function polynomial(draft: Draft, x: Draft, depth = 10): number[] | undefined {
  if (draft === x) return [0, 1, 0, 0]
  if (depth === 0) return undefined
  const by = line(draft)
  if (by) {
    const inner = polynomial(draft.inputs[0], x, depth - 1)
    return inner?.map((each, i) => each * by.scale + (i === 0 ? by.offset : 0))
  }
  if (!['power', 'multiply', 'add'].includes(draft.op)) return undefined
  const parts = draft.op === 'power' ? new Array<Draft>(draft.fields.exponent as number).fill(draft.inputs[0]) : draft.inputs // prettier-ignore
  const found = parts.map((each) => polynomial(each, x, depth - 1))
  return found.reduce((a, b) => {
    if (!a || !b) return undefined
    if (draft.op === 'add') return a.map((each, i) => each + b[i])
    const product = new Array<number>(7).fill(0)
    a.forEach((p, i) => b.forEach((q, j) => (product[i + j] += p * q)))
    return product.slice(4).every((each) => each === 0) ? product.slice(0, 4) : undefined
  })
}

/** `x · (1 + tanh(√(2/π) · (x + 0.044715 x³)))` is a GELU by the hyperbolic tangent, twice. */
const tanhGated: Rule = (draft) => {
  if (draft.op !== 'multiply') return false
  for (const [x, gate] of [draft.inputs, [...draft.inputs].reverse()]) {
    const around = line(gate)
    const [bend] = gate.inputs
    if (!around || around.scale !== around.offset || bend.op !== 'tanh') continue
    const found = polynomial(bend.inputs[0], x)
    const slope = Math.sqrt(2 / Math.PI)
    if (!found || found[0] !== 0 || found[2] !== 0 || !near(found[1], slope) || !near(found[3], slope * 0.044715))
      continue
    const gelu = made('gelu', [x], { fields: { tanh: true }, hint: draft.hint })
    const channels = draft.extent.channels
    const scale = new Float64Array(channels).fill(2 * around.scale)
    return become(draft, made('affine', [gelu], { scale, offset: new Float64Array(channels), hint: draft.hint }))
  }
  return false
}

/** A map that is normalized before a class token is put in is no tokens yet. */
const tokensLast: Rule = (draft, around) => {
  const [norm] = draft.inputs
  if (draft.op !== 'tokens' || norm.op !== 'layerNorm' || !only(norm, around)) return false
  const [plain] = norm.inputs
  if (plain.op !== 'tokens' || plain.fields.before !== 0 || plain.kernel!.some((value) => value !== 0)) return false
  if (!only(plain, around)) return false
  norm.inputs = plain.inputs
  norm.extent = plain.inputs[0].extent
  return true
}

/** `x · sigmoid(k x)`, a cheaper GELU for k = 1.702, is a SiLU with a factor before and after it. */
const sharperGate: Rule = (draft, around) => {
  if (draft.op !== 'multiply') return false
  for (const [x, gate] of [draft.inputs, [...draft.inputs].reverse()]) {
    if (gate.op !== 'sigmoid' || !only(gate, around)) continue
    const inner = gate.inputs[0]
    const by = line(inner)
    if (!by || by.offset !== 0 || by.scale === 0 || inner.inputs[0] !== x) continue
    const { channels } = draft.extent
    const none = new Float64Array(channels)
    const all = (value: number) => new Float64Array(channels).fill(value)
    const before = made('affine', [x], { scale: all(by.scale), offset: none, hint: inner.hint })
    const silu = made('silu', [before], { hint: draft.hint })
    return become(draft, made('affine', [silu], { scale: all(1 / by.scale), offset: none, hint: draft.hint }))
  }
  return false
}

export const TRANSFORMER_RULES: readonly Rule[] = [projected, tokenFirst, scaledSum, tokensLast, tanhGated, sharperGate]
