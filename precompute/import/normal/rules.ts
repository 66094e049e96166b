/**
 * Rules that make layers in the making a network's own: constant factors into weights, several nodes into the
 * nonlinearity that they are, steps of a path into one. Each rule changes a draft in place to something that computes
 * the same, and says whether it did; they are applied until none does.
 */
import type { Draft } from './draft.ts'
import type { Around, Rule } from './rule.ts'
import { TRANSFORMER_RULES } from './transformer/rules.ts'

const LINEAR = new Set(['conv', 'dense', 'deconv', 'layerNorm'])

/** Becomes another draft, keeping what it is called where that has no name, and what of the file it holds. */
function become(draft: Draft, other: Omit<Draft, 'origin' | 'hint'> & { hint?: string }): true {
  const { hint } = draft
  for (const key of ['kernel', 'bias', 'scale', 'offset'] as const) delete draft[key]
  Object.assign(draft, other, { hint: other.hint ?? hint })
  return true
}

const only = (draft: Draft, { readers, isOutput }: Around): boolean => readers(draft).length === 1 && !isOutput(draft)

const uniform = (values: Float64Array): number | undefined =>
  values.every((v) => v === values[0]) ? values[0] : undefined

const near = (a: number | undefined, b: number) => a !== undefined && Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(b))

/** An affine draft's factor and sum where all channels have the same. */
function plainAffine(draft: Draft): { scale: number; offset: number } | undefined {
  if (draft.op !== 'affine') return undefined
  const [scale, offset] = [uniform(draft.scale!), uniform(draft.offset!)]
  return scale === undefined || offset === undefined ? undefined : { scale, offset }
}

const clone = ({ op, fields, inputs, extent, kernel, bias, scale, offset }: Draft) => ({ op, fields, inputs, extent, kernel, bias, scale, offset }) // prettier-ignore

/** Whether it is a factor of 1 and nothing added. */
export function isNothing(draft: Draft): boolean {
  const plain = plainAffine(draft)
  return plain !== undefined && Math.abs(plain.scale - 1) <= 1e-7 && Math.abs(plain.offset) < 1e-12
}

/** A factor of 1 and nothing added is nothing. Its readers read what it reads. */
const nothing: Rule = (draft) => {
  let changed = false
  draft.inputs.forEach((input, i) => {
    if (!isNothing(input)) return
    draft.inputs[i] = input.inputs[0]
    input.inputs[0].origin ??= input.origin
    changed = true
  })
  return changed
}

/** Two in a row are one. */
const chained: Rule = (draft, around) => {
  const [before] = draft.inputs
  if (draft.op !== 'affine' || before.op !== 'affine' || !only(before, around)) return false
  const scale = draft.scale!.map((value, i) => value * before.scale![i])
  const offset = draft.offset!.map((value, i) => value + draft.scale![i] * before.offset![i])
  return become(draft, { ...clone(before), scale, offset })
}

/** After a layer with weights it is in them. */
const intoWeights: Rule = (draft, around) => {
  const [before] = draft.inputs
  if (draft.op !== 'affine' || !LINEAR.has(before.op) || !only(before, around)) return false
  const { scale, offset } = draft
  const units = scale!.length
  const kernel = before.kernel!.map((value, i) => value * scale![i % units])
  const bias = before.bias!.map((value, i) => value * scale![i] + offset![i])
  return become(draft, { ...clone(before), kernel, bias, hint: before.hint })
}

/** Before a layer with weights it is in them, unless zeros of its padding would have to be other numbers. */
const fromBefore: Rule = (draft, around) => {
  const [before] = draft.inputs
  if ((draft.op !== 'conv' && draft.op !== 'dense') || before.op !== 'affine' || before.inputs[0].op === 'input')
    return false
  // Else the factor is still there for the others.
  if (!only(before, around)) return false
  const padded = draft.op === 'conv' && (draft.fields.padding as number[]).some((each) => each !== 0)
  if (padded && before.offset!.some((value) => value !== 0)) return false
  const { scale, offset } = before
  const channels = scale!.length
  const groups = draft.op === 'conv' ? (draft.fields.groups as number) : 1
  const units = draft.bias!.length
  const depth = channels / groups
  const bias = Float64Array.from(draft.bias!)
  const kernel = draft.kernel!.map((value, i) => {
    const unit = i % units
    const channel = (Math.floor(i / units) % depth) + Math.floor(unit / (units / groups)) * depth
    bias[unit] += value * offset![channel]
    return value * scale![channel]
  })
  return become(draft, { ...clone(draft), inputs: before.inputs, kernel, bias: Float32Array.from(bias) })
}

/** A clip is a ReLU, a ReLU that ends at 6, or a hard sigmoid with a factor and a sum around it. */
const clips: Rule = (draft, around) => {
  if (draft.op !== 'clip') return false
  const { least, most } = draft.fields as { least: number; most: number }
  const [before] = draft.inputs
  const inner = before.op === 'clip' && only(before, around) ? (before.fields as { least: number; most: number }) : null
  if (inner)
    return become(draft, {
      ...clone(before),
      fields: { least: Math.max(least, inner.least), most: Math.min(most, inner.most) },
    })
  if (least === -Infinity && most === Infinity) return become(draft, unit(draft))
  if (most === Infinity && least === 0) return become(draft, { ...clone(draft), op: 'relu', fields: {} })
  if (before.op === 'relu' && least <= 0 && most < Infinity && only(before, around))
    return become(draft, { ...clone(before), op: 'clip', fields: { least: 0, most } })
  const plain = plainAffine(before)
  const line = plain && only(before, around) ? plain : { scale: 1, offset: 0 }
  if (least === 0 && most === 6 && line.scale === 1 && line.offset === 0)
    return become(draft, { ...clone(draft), op: 'relu6', fields: {} })
  if (!Number.isFinite(least) || !Number.isFinite(most) || !(most > least) || line.scale <= 0) return false
  // clip(m x + n) = least + (most − least) · hardSigmoid(m' x + n')
  const span = most - least
  const x = line === plain ? before.inputs[0] : before
  const hard: Draft = {
    ...clone(draft),
    op: 'hardSigmoid',
    inputs: [x],
    fields: { slope: line.scale / span, offset: (line.offset - least) / span },
    hint: draft.hint,
    origin: null,
  }
  const { channels } = draft.extent
  const scale = new Float64Array(channels).fill(span)
  return become(draft, { op: 'affine', fields: {}, inputs: [hard], extent: draft.extent, scale, offset: new Float64Array(channels).fill(least) }) // prettier-ignore
}

const unit = (draft: Draft) => {
  const { channels } = draft.extent
  const scale = new Float64Array(channels).fill(1)
  return {
    op: 'affine',
    fields: {},
    inputs: draft.inputs,
    extent: draft.extent,
    scale,
    offset: new Float64Array(channels),
  }
}

/** A factor that all channels share leaves a product: `(k x) · y = k (x · y)`. */
const outOfProduct: Rule = (draft, around) => {
  if (draft.op !== 'multiply') return false
  const index = draft.inputs.findIndex((input) => {
    const plain = plainAffine(input)
    return plain && plain.offset === 0 && only(input, around)
  })
  if (index < 0) return false
  const factor = draft.inputs[index]
  const inputs = draft.inputs.map((input) => (input === factor ? factor.inputs[0] : input))
  const product: Draft = { ...clone(draft), inputs, hint: draft.hint, origin: null }
  const { channels } = draft.extent
  const scale = new Float64Array(channels).fill(factor.scale![0])
  return become(draft, { op: 'affine', fields: {}, inputs: [product], extent: draft.extent, scale, offset: new Float64Array(channels) }) // prettier-ignore
}

/** `x · sigmoid(x)`, `x · hardSigmoid(x)` and `x · (1 + erf(x / √2))` are nonlinearities of one name. */
const gated: Rule = (draft, around) => {
  if (draft.op !== 'multiply') return false
  for (const [x, gate] of [draft.inputs, [...draft.inputs].reverse()]) {
    if (gate.op === 'sigmoid' && gate.inputs[0] === x && only(gate, around))
      return become(draft, { ...clone(draft), op: 'silu', inputs: [x], fields: {} })
    const { slope, offset } = gate.fields as { slope: number; offset: number }
    if (
      gate.op === 'hardSigmoid' &&
      gate.inputs[0] === x &&
      near(slope, 1 / 6) &&
      near(offset, 0.5) &&
      only(gate, around)
    )
      return become(draft, { ...clone(draft), op: 'hardSwish', inputs: [x], fields: {} })
    const erf = gate.op === 'affine' ? gate.inputs[0] : undefined
    if (erf?.op !== 'erf') continue
    const [around1, inner] = [plainAffine(gate), plainAffine(erf.inputs[0])]
    if (!around1 || !inner || around1.scale !== around1.offset || erf.inputs[0].inputs[0] !== x) continue
    if (!near(inner.scale, Math.SQRT1_2) || inner.offset !== 0) continue
    const gelu: Draft = {
      ...clone(draft),
      op: 'gelu',
      inputs: [x],
      fields: { tanh: false },
      hint: draft.hint,
      origin: null,
    }
    const { channels } = draft.extent
    const scale = new Float64Array(channels).fill(2 * around1.scale)
    return become(draft, { op: 'affine', fields: {}, inputs: [gelu], extent: draft.extent, scale, offset: new Float64Array(channels) }) // prettier-ignore
  }
  return false
}

/** Zeros around a convolution's input are its padding. */
const padded: Rule = (draft, around) => {
  const [before] = draft.inputs
  if (draft.op !== 'conv' || before.op !== 'crop' || !only(before, around)) return false
  const { cut, around: zeros, stride } = before.fields as { cut: number[]; around: number[]; stride: number[] }
  if (stride.some((step) => step !== 1) || cut.some((each) => each !== 0)) return false
  const padding = (draft.fields.padding as number[]).map((each, i) => each + zeros[i])
  return become(draft, { ...clone(draft), inputs: before.inputs, fields: { ...draft.fields, padding } })
}

/** Two crops in a row are one, and so are two choices of channels. */
const twice: Rule = (draft, around) => {
  const [before] = draft.inputs
  if (draft.op !== before?.op || !only(before, around)) return false
  if (draft.op === 'pick') {
    const first = before.fields.channels as number[]
    const channels = (draft.fields.channels as number[]).map((channel) => (channel < 0 ? -1 : first[channel]))
    return become(draft, { ...clone(draft), inputs: before.inputs, fields: { channels }, hint: before.hint })
  }
  if (draft.op !== 'crop') return false
  const a = before.fields as { cut: number[]; around: number[]; stride: number[] }
  const b = draft.fields as typeof a
  const apart = ([0, 1] as const).every((axis) => {
    const used = ({ cut, around: zeros, stride }: typeof a) => stride[axis] > 1 || [0, 1].some((i) => cut[axis * 2 + i] > 0 || zeros[axis * 2 + i] > 0) // prettier-ignore
    return !used(a) || !used(b)
  })
  if (!apart) return false
  const sum = (x: number[], y: number[]) => x.map((value, i) => value + y[i])
  const fields = { cut: sum(a.cut, b.cut), around: sum(a.around, b.around), stride: a.stride.map((step, i) => step * b.stride[i]) } // prettier-ignore
  return become(draft, { ...clone(draft), inputs: before.inputs, fields, hint: before.hint })
}

/** A sum of a sum is one of several, where nothing between them is one of the residuals. */
export const RULES: readonly Rule[] = [
  nothing,
  chained,
  intoWeights,
  clips,
  outOfProduct,
  gated,
  padded,
  twice,
  ...TRANSFORMER_RULES,
]
/** Applied after the others: a factor goes forwards only where it could go nowhere else. */
export const LATE: readonly Rule[] = [fromBefore]

/** Every draft that these need, each after its inputs. */
export function ordered(outputs: readonly Draft[]): Draft[] {
  const found: Draft[] = []
  const seen = new Set<Draft>()
  const stack = [...outputs].reverse().map((draft) => ({ draft, done: false }))
  while (stack.length > 0) {
    const { draft, done } = stack.pop()!
    if (done) found.push(draft)
    else if (!seen.has(draft)) {
      seen.add(draft)
      stack.push({ draft, done: true })
      for (const input of [...draft.inputs].reverse()) if (!seen.has(input)) stack.push({ draft: input, done: false })
    }
  }
  return found
}

/** Applies the rules until none applies; a draft that is an output stays the same object. */
export function settled(outputs: readonly Draft[]): Draft[] {
  for (const rules of [RULES, LATE, RULES]) {
    for (let round = 0; round < 64; round++) {
      const drafts = ordered(outputs)
      const readers = new Map<Draft, Draft[]>()
      for (const draft of drafts)
        for (const input of draft.inputs) readers.set(input, [...(readers.get(input) ?? []), draft])
      const around: Around = {
        readers: (draft) => readers.get(draft) ?? [],
        isOutput: (draft) => outputs.includes(draft),
      }
      let changed = false
      const touched = new Set<Draft>()
      for (const draft of drafts) {
        // What was changed in this round has readers that are not counted yet.
        if ([draft, ...draft.inputs, ...draft.inputs.flatMap(({ inputs }) => inputs)].some((each) => touched.has(each)))
          continue
        if (!rules.some((rule) => rule(draft, around))) continue
        changed = true
        touched.add(draft)
        for (const input of draft.inputs) touched.add(input)
      }
      if (!changed) break
    }
  }
  return ordered(outputs)
}
