/** The graph turned to layers in the making: `(graph, input's extent) → drafts of its outputs`. */
import type { Extent } from '../../../src/vocabulary/extent.ts'
import { EXIT, Failure } from '../../failure.ts'
import { LIMITS, OWN, type Constant, type Graph, type GraphNode, type OperationName } from '../graph.ts'
import { affine, asImage, draft, turningOf, type Draft, type Turning, type Value } from './draft.ts'
import { onto, perChannel, scaled, together } from './elementwise.ts'
import {
  SPARE,
  count,
  folded,
  nodeText,
  normalAxis,
  permutationOf,
  sliced,
  splitLengths,
  targetShape,
  unitAxes,
  wholes,
} from './folding.ts'
import { chosen, imageAxes } from './positions.ts'
import { dense } from './products.ts'
import { shortest } from './shortest.ts'
import { recognized } from './transformer/recognized.ts'
import { reshaped, transposed, viewOf, withinChannels } from './view.ts'
import { convolution, depthToSpace, pooling, reduction, resizing, transposedConvolution } from './windows.ts'

/** What a name of the graph stands for. */
export type Held = { value: Value } | { constant: Constant }

/** What there is, for a message. */
const KNOWN: Record<Exclude<OperationName, 'unknown'>, true> = Object.fromEntries(
  'conv depthwiseConv convTranspose maxPool avgPool reduceMean reduceMax reduceSum matMul gemm batchNorm layerNorm lrn relu sigmoid tanh silu hardSwish softplus erf neg leakyRelu elu hardSigmoid gelu prelu clip add sub mul div min max sum concat softmax logSoftmax argMax identity cast reshape flatten squeeze unsqueeze transpose slice pad split gather resize depthToSpace'
    .split(' ')
    .map((op) => [op, true]),
) as never

/**
 * @returns what each value of the graph that an output needs stands for
 * @throws Failure for a node that no layer can stand for, naming it and what there is
 */
export function turn(graph: Graph, extent: Extent): { held: Map<string, Held>; input: Draft } {
  const input: Draft = { op: 'input', fields: {}, inputs: [], extent, hint: '', origin: null }
  const view = viewOf(graph.input.axes, extent)
  const held = new Map<string, Held>()
  for (const [name, constant] of graph.constants) held.set(name, { constant })
  held.set(graph.input.value, { value: { draft: input, view } })
  const needed = neededNodes(graph)
  const numbers = [...graph.constants.values()].reduce((sum, { data }) => sum + data.length, 0)
  const left = { numbers: Math.min(LIMITS.numbers, 4 * numbers + SPARE) }
  for (const node of graph.nodes) {
    if (!needed.has(node)) continue
    const found = node.inputs.map((name) => (name === '' ? undefined : (held.get(name) ?? missing(node, name))))
    const made = turnNode(node, found, left)
    node.outputs.forEach((name, i) => {
      const each = made[i]
      if (!each || name === '') return
      held.set(name, each)
      if ('value' in each) named(each.value, name)
    })
  }
  return { held, input }
}

/** The file's value that a draft holds: the first that the file itself has a name for. */
function named({ draft, view }: Value, name: string): void {
  if (draft.op === 'input') return
  if (draft.origin === null || draft.origin.value.includes(OWN)) draft.origin = { value: name, view }
}

function missing(node: GraphNode, name: string): never {
  throw new Failure(
    EXIT.input,
    `${nodeText(node)} reads ${name}, which no node before it makes`,
    'The file is damaged, or its nodes run in a circle; export it again.',
  )
}

/** The nodes that an output needs. */
function neededNodes({ nodes, outputs }: Graph): Set<GraphNode> {
  const names = new Set(outputs)
  const found = new Set<GraphNode>()
  for (const node of [...nodes].reverse())
    if (node.outputs.some((name) => names.has(name))) {
      found.add(node)
      for (const name of node.inputs) names.add(name)
    }
  return found
}

/** @param left how many numbers constants may still come to by computing */
function turnNode(node: GraphNode, inputs: readonly (Held | undefined)[], left: { numbers: number }): Held[] {
  const constants = inputs.map((each) => (each && 'constant' in each ? each.constant : undefined))
  const live = inputs.some((each) => each && 'value' in each)
  const turning = turningOf(node)
  const least = LEAST[node.op] ?? 1
  if (node.op !== 'unknown' && (inputs.slice(0, least).some((each) => !each) || inputs.length < least))
    throw turning.refuse(`${inputs.filter(Boolean).length} inputs (it takes at least ${least})`)
  if (node.op === 'shape' && live) {
    const [first] = inputs as [{ value: Value }]
    const { shape } = first.value.view
    return [{ constant: { shape: [shape.length], data: Float64Array.from(shape), whole: true } }]
  }
  if (!live) {
    const found = folded(node, constants, left.numbers)
    for (const { data } of found ?? []) left.numbers -= data.length
    if (found) return found.map((constant) => ({ constant }))
  }
  const values = inputs.map((each) => (each && 'value' in each ? each.value : each?.constant))
  const own = live ? recognized(node, values, turning) : undefined
  if (own) return [{ value: own }]
  if (node.op === 'unknown' || !live || !(node.op in KNOWN))
    throw new Failure(
      EXIT.input,
      `unknown operation: ${nodeText(node)}`,
      `There are: ${Object.keys(KNOWN).join(', ')}. Replace the layer and export the network again.`,
    )
  return layersOf(node, inputs, constants, turning).map((value) => ({ value }))
}

/** How many inputs an operation must have, where it is more than one. */
const LEAST: Partial<Record<OperationName, number>> = {
  conv: 2, depthwiseConv: 2, convTranspose: 2, batchNorm: 5, matMul: 2, gemm: 2, prelu: 2, add: 2, sub: 2, mul: 2, div: 2,
  pow: 2, min: 2, max: 2, equal: 2, less: 2, greater: 2, where: 3, reshape: 2, slice: 3, pad: 2, gather: 2, expand: 2,
  tile: 2, range: 3,
} // prettier-ignore

const NONLINEAR: Partial<Record<GraphNode['op'], string>> = {
  relu: 'relu',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  silu: 'silu',
  hardSwish: 'hardSwish',
  softplus: 'softplus',
  erf: 'erf',
}

function layersOf(
  node: GraphNode,
  inputs: readonly (Held | undefined)[],
  constants: readonly (Constant | undefined)[],
  turning: Turning,
): Value[] {
  const { refuse } = turning
  const hint = node.name
  const first = inputs[0] as Held
  const second = inputs[1]
  /** The first input, where it must be a layer's. */
  const x = (): Value => {
    if ('value' in first) return first.value
    throw refuse('its first input is a constant')
  }
  const constant = (index: number): Constant => {
    const found = constants[index]
    if (found) return found
    throw refuse(`input ${index + 1} is no constant`)
  }
  const optional = (index: number) => (inputs[index] ? constant(index) : undefined)
  const numbers = (index: number) => (inputs[index] ? wholes(constant(index)) : undefined)
  const pointwise = (op: string, fields: Draft['fields'] = {}) => [onto(x(), draft(op, [x().draft], { fields, hint }))]
  const simple = NONLINEAR[node.op]
  if (simple) return pointwise(simple)
  switch (node.op) {
    case 'cast':
      if (node.attributes.whole) throw refuse('real numbers cut to whole ones')
      return [x()]
    case 'identity':
      return [x()]
    case 'leakyRelu':
      return pointwise('leakyRelu', { slope: shortest(node.attributes.alpha) })
    case 'elu':
      return pointwise('elu', { alpha: shortest(node.attributes.alpha) })
    case 'hardSigmoid':
      return pointwise('hardSigmoid', {
        slope: shortest(node.attributes.alpha),
        offset: shortest(node.attributes.beta),
      })
    case 'gelu':
      return pointwise('gelu', { tanh: node.attributes.approximate === 'tanh' })
    case 'prelu': {
      const slopes = Array.from(perChannel(x(), constant(1), turning), shortest)
      const same = slopes.every((slope) => slope === slopes[0])
      return same ? pointwise('leakyRelu', { slope: slopes[0] }) : pointwise('prelu', { slopes })
    }
    case 'clip':
      return pointwise('clip', { least: optional(1)?.data[0] ?? -Infinity, most: optional(2)?.data[0] ?? Infinity })
    case 'neg':
      return [scaled(x(), -1, 0, turning)]
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'min':
    case 'max':
      return [pair(node.op, first, second!, turning)]
    case 'sum': {
      const all = inputs.map((each) => each!)
      return [all.slice(1).reduce<Value>((sum, each) => pair('add', { value: sum }, each, turning), x())]
    }
    case 'batchNorm': {
      const { axis, epsilon } = node.attributes
      const rank = x().view.shape.length
      const along = normalAxis(axis, rank, node)
      const [scale, offset, mean, variance] = [1, 2, 3, 4].map((index) => constant(index).data)
      const factor = Float64Array.from(variance, (value, i) => scale[i] / Math.sqrt(value + epsilon))
      const shape = Array.from({ length: rank - along }, (_, i) => (i === 0 ? factor.length : 1))
      const moved = factor.map((value, i) => offset[i] - mean[i] * value)
      if ([scale, offset, mean].some(({ length }) => length !== variance.length))
        throw refuse('parameters of several lengths')
      return [scaled(x(), { shape, data: factor }, { shape, data: moved }, turning)]
    }
    case 'lrn': {
      const { size, bias, alpha, beta, axis } = node.attributes
      const along = normalAxis(axis, x().view.shape.length, node)
      if (size % 2 === 0 || !withinChannels(x().view.axes[along], x().draft.extent))
        throw refuse(`over ${size} neighbours along axis ${axis} (allowed: an odd number of channels)`)
      return pointwise('lrn', { radius: (size - 1) / 2, bias, alpha, beta })
    }
    case 'conv':
      return [convolution(x(), constant(1), optional(2), node.attributes, turning)]
    case 'depthwiseConv':
      return [convolution(x(), constant(1), optional(2), { ...node.attributes, groups: 1 }, turning, true)]
    case 'convTranspose':
      return [transposedConvolution(x(), constant(1), optional(2), node.attributes, turning)]
    case 'maxPool':
      return [pooling(x(), node.attributes, { op: 'maxPool' }, turning)]
    case 'avgPool':
      return [pooling(x(), node.attributes, { op: 'avgPool', countPadding: node.attributes.countPadding }, turning)]
    case 'reduceMean':
    case 'reduceSum':
    case 'reduceMax': {
      const { shape } = x().view
      const given = numbers(1) ?? node.attributes.axes
      const axes = given.length > 0 ? given.map((axis) => normalAxis(axis, shape.length, node)) : shape.map((_, i) => i)
      return [reduction(x(), axes, node.attributes.keepDims, node.op, turning)]
    }
    case 'matMul':
      return [dense(x(), constant(1), undefined, turning)]
    case 'gemm': {
      const { alpha, beta, transA, transB } = node.attributes
      if (transA && x().view.shape[0] !== 1) throw refuse('transA')
      const weigh = (each: Constant, factor: number): Constant =>
        factor === 1 ? each : { ...each, data: each.data.map((value) => value * factor) }
      const kernel = transB ? turnedMatrix(constant(1)) : constant(1)
      const bias = optional(2)
      return [dense(x(), weigh(kernel, alpha), bias && weigh(bias, beta), turning)]
    }
    case 'concat': {
      const values = inputs.map((each) => {
        if (each && 'value' in each) return each.value
        throw refuse('joins a constant with a layer')
      })
      const axis = normalAxis(node.attributes.axis, values[0].view.shape.length, node)
      if (values.length === 1) return values
      const axes = values.map(imageAxes).find((each) => each !== undefined)
      if (axes?.[axis] !== 'channels') throw refuse(`along axis ${axis} (allowed: that of the channels)`)
      const images = values.map((value) => asImage(value, axes, turning))
      const channels = images.reduce((sum, { extent }) => sum + extent.channels, 0)
      const { height, width } = images[0].extent
      if (images.some(({ extent }) => extent.height !== height || extent.width !== width)) throw refuse('its inputs differ in shape') // prettier-ignore
      const made = draft('concat', images, { extent: { height, width, channels }, hint })
      return [{ draft: made, view: viewOf(axes, made.extent) }]
    }
    case 'softmax':
    case 'logSoftmax': {
      const axis = normalAxis(node.attributes.axis, x().view.shape.length, node)
      const { channels } = x().draft.extent
      const own = x().view.axes[axis]
      const over = own.reduce((product, { size }) => product * size, 1)
      if (!withinChannels(own, x().draft.extent) || over !== channels) throw refuse(`over axis ${axis} (allowed: that of the channels)`) // prettier-ignore
      return pointwise(node.op)
    }
    case 'argMax':
      return pointwise('argMax')
    case 'reshape':
    case 'flatten':
    case 'squeeze':
    case 'unsqueeze': {
      const { draft: from, view } = x()
      const found = reshaped(view, shapeAfter(node, view.shape, numbers(1)))
      if (!found) throw refuse(`(${view.shape.join(', ')}) cannot be shaped so`)
      return [{ draft: from, view: found }]
    }
    case 'transpose':
      return [{ draft: x().draft, view: transposed(x().view, permutationOf(node.attributes.permutation, x().view.shape.length, node)) }] // prettier-ignore
    case 'slice':
      return [chosen(x(), sliced(node, x().view.shape, [1, 2, 3, 4].map(numbers)), turning)]
    case 'gather': {
      const axis = normalAxis(node.attributes.axis, x().view.shape.length, node)
      const list = wholes(constant(1)).map((index) => (index < 0 ? index + x().view.shape[axis] : index))
      const found = chosen(
        x(),
        x().view.shape.map((all, i) => (i === axis ? list : upTo(all))),
        turning,
      )
      if (constant(1).shape.length > 0) return [found]
      const shape = found.view.shape.filter((_, i) => i !== axis)
      return [{ draft: found.draft, view: reshaped(found.view, shape)! }]
    }
    case 'split': {
      const axis = normalAxis(node.attributes.axis, x().view.shape.length, node)
      let from = 0
      return splitLengths(node, x().view.shape[axis], numbers(1)).map((length) => {
        const start = from
        from += length
        return chosen(x(), x().view.shape.map((all, i) => (i === axis ? upTo(length).map((j) => start + j) : upTo(all))), turning) // prettier-ignore
      })
    }
    case 'pad': {
      const { shape } = x().view
      const amounts = numbers(1)!
      const value = optional(2)?.data[0] ?? 0
      if (amounts.length !== 2 * shape.length || amounts.some((each) => Math.abs(each) > 1e5)) throw refuse(`by ${amounts.join(', ')}`) // prettier-ignore
      if (amounts.every((each) => each === 0)) return [x()]
      if (node.attributes.mode !== 'constant' || value !== 0) throw refuse(`with ${node.attributes.mode === 'constant' ? value : node.attributes.mode} (allowed: zeros)`) // prettier-ignore
      const lists = shape.map((length, axis) => {
        const [before, after] = [amounts[axis], amounts[axis + shape.length]]
        return Array.from({ length: Math.max(0, length + before + after) }, (_, i) => (i >= before && i - before < length ? i - before : -1)) // prettier-ignore
      })
      return [chosen(x(), lists, turning)]
    }
    case 'resize': {
      const [scales, lengths] = [optional(1)?.data, optional(2)?.data]
      const along = node.attributes.layout === 'NCHW' ? ([2, 3] as const) : ([1, 2] as const)
      const pick = (from: ArrayLike<number>) => [from[along[0]], from[along[1]]] as const
      const scale = scales && scales.length > 0 ? { scale: pick(scales) } : {}
      const size = lengths && lengths.length > 0 ? { size: pick(lengths) } : {}
      return [resizing(x(), { ...node.attributes, ...scale, ...size }, turning)]
    }
    case 'depthToSpace':
      return [depthToSpace(x(), node.attributes.layout, node.attributes.block, node.attributes.order, turning)]
    default:
      throw refuse('no layer does this')
  }
}

/** Rows for columns, in single precision: the matrices of dense layers are the largest constants there are. */
function turnedMatrix({ shape, data }: Constant): Constant {
  if (shape.length !== 2) return { shape, data }
  const [rows, columns] = shape
  const found = new Float32Array(data.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) found[column * rows + row] = data[row * columns + column]
  return { shape: [columns, rows], data: found }
}
const upTo = (length: number) => Array.from({ length }, (_, i) => i)

function shapeAfter(
  node: GraphNode,
  shape: readonly number[],
  given: readonly number[] | undefined,
): readonly number[] {
  if (node.op === 'reshape') return targetShape(node, shape, given ?? [], node.attributes.zeroIsZero)
  if (node.op === 'flatten') {
    const axis = node.attributes.axis < 0 ? node.attributes.axis + shape.length : node.attributes.axis
    return [count(shape.slice(0, axis)), count(shape.slice(axis))]
  }
  return unitAxes(node as GraphNode & { op: 'squeeze' | 'unsqueeze' }, shape, given)
}

/** An operation of two, of which one may be a constant. */
function pair(op: 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max', a: Held, b: Held, turning: Turning): Value {
  const { refuse } = turning
  if ('value' in a && 'value' in b) {
    if (op === 'add') return together(a.value, b.value, 'add', turning)
    if (op === 'mul') return together(a.value, b.value, 'multiply', turning)
    if (op === 'sub') return together(a.value, onto(b.value, affine(b.value.draft, -1, 0)), 'add', turning)
    throw refuse('of two layers')
  }
  const [value, constant] = 'value' in a ? [a.value, (b as { constant: Constant }).constant] : [(b as { value: Value }).value, a.constant] // prettier-ignore
  const flipped = !('value' in a)
  const inverse = (each: Constant, by: (value: number) => number): Constant => ({ ...each, data: each.data.map(by) })
  if (op === 'add') return scaled(value, 1, constant, turning)
  if (op === 'mul') return scaled(value, constant, 0, turning)
  if (op === 'sub') return flipped ? scaled(value, -1, constant, turning) : scaled(value, 1, inverse(constant, (v) => -v), turning) // prettier-ignore
  if (op === 'div' && !flipped) return scaled(value, inverse({ ...constant, data: Float64Array.from(constant.data) }, (v) => 1 / v), 0, turning) // prettier-ignore
  if (op === 'div') throw refuse('by a layer')
  const bound = constant.data[0]
  if (constant.data.length !== 1) throw refuse('with several constants (allowed: one)')
  const fields = op === 'min' ? { least: -Infinity, most: bound } : { least: bound, most: Infinity }
  return onto(value, draft('clip', [value.draft], { fields, hint: turning.node.name }))
}
