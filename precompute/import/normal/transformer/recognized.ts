/** What a node is where a transformer is taken apart; undefined for all that it is elsewhere. */
import type { Constant, GraphNode } from '../../graph.ts'
import { draft, type Turning, type Value } from '../draft.ts'
import { normalAxis, wholes } from '../folding.ts'
import { probabilities, productOfLayers, scoresBelow } from './heads.ts'
import { channelMean, deviation, layerNorm, normalized, root, square } from './layerNormalization.ts'
import { allChannels, run } from './tokenAxes.ts'
import { joined, meanOfTokens, positioned, sum } from './tokens.ts'
import { unfoldedPatches } from './unfoldedPatches.ts'

type Given = Value | Constant | undefined

const isValue = (each: Given): each is Value => each !== undefined && 'draft' in each
const isConstant = (each: Given): each is Constant => each !== undefined && 'data' in each

/** @throws Failure for what is a part of a transformer, but none that there is */
export function recognized(node: GraphNode, inputs: readonly Given[], turn: Turning): Value | undefined {
  const [a, b] = inputs
  const hint = node.name
  switch (node.op) {
    case 'matMul':
      if (isValue(a) && isValue(b)) return productOfLayers(a, b, turn)
      return isValue(a) && isConstant(b) ? unfoldedPatches(a, b, turn) : undefined
    case 'softmax':
      return isValue(a)
        ? probabilities(a, normalAxis(node.attributes.axis, a.view.shape.length, node), turn)
        : undefined
    case 'concat':
      return joinedAlong(inputs, node.attributes.axis, turn)
    case 'layerNorm':
      return isValue(a) ? layerNormOf(a, inputs.slice(1), node.attributes, turn) : undefined
    case 'reduceMean':
      return isValue(a) ? meanOf(a, b, node, turn) : undefined
    case 'add':
      if (isValue(a) && isValue(b)) return sum(a, b, hint)
      return added(isValue(a) ? a : b, isValue(a) ? b : a, turn)
    case 'sub':
      if (isValue(a) && isValue(b)) return deviation(a, b, hint)
      return isConstant(b) ? added(a, { ...b, data: b.data.map((each) => -each) }, turn) : undefined
    case 'mul':
      if (!isValue(a) || !isValue(b)) return undefined
      return square(a, b, hint) ?? normalized(a, b, 'mul', turn) ?? normalized(b, a, 'mul', turn)
    case 'div':
      if (isValue(a) && isValue(b)) return normalized(a, b, 'div', turn)
      return isConstant(a) && isValue(b) && a.data.every((each) => each === 1) ? root(b, true, hint) : undefined
    case 'sqrt':
      return isValue(a) ? root(a, false, hint) : undefined
    case 'reciprocal':
      return isValue(a) ? root(a, true, hint) : undefined
    case 'pow':
      return isValue(a) && isConstant(b) && b.data.length === 1 ? powerOf(a, b.data[0], hint) : undefined
    case 'expand': {
      const same = isValue(a) && isConstant(b) && wholes(b).every((length, i, { length: rank }) => {
        const own = a.view.shape[i - rank + a.view.shape.length]
        return length === 1 || length === own
      }) // prettier-ignore
      return same ? a : undefined
    }
    default:
      return undefined
  }
}

function joinedAlong(inputs: readonly Given[], axis: number, turn: Turning): Value | undefined {
  const all = inputs.filter((each): each is Value | Constant => each !== undefined)
  const value = all.find(isValue)
  return value && joined(all, normalAxis(axis, value.view.shape.length, turn.node), turn)
}

function layerNormOf(x: Value, weights: readonly Given[], { epsilon, axis }: { epsilon: number; axis: number }, turn: Turning): Value {
  const { shape } = x.view
  const along = normalAxis(axis, shape.length, turn.node)
  if (along !== shape.length - 1 || !allChannels(x, along))
    throw turn.refuse(`over axes ${along} to ${shape.length - 1} of (${shape.join(', ')}) (allowed: over the channels alone)`) // prettier-ignore
  if (weights.some(isValue)) throw turn.refuse('its scale and offset are no constants')
  return layerNorm(x, epsilon, weights.filter(isConstant), turn)
} // prettier-ignore

function meanOf(x: Value, given: Given, node: GraphNode & { op: 'reduceMean' }, turn: Turning): Value | undefined {
  const rank = x.view.shape.length
  const named = isConstant(given) ? wholes(given) : node.attributes.axes
  // A mean over all positions is read as of rows and columns, which tokens have one of.
  const all = named.join() === '2,3' && rank === 3
  const gone = (all ? [2] : named).map((axis) => normalAxis(axis, rank, turn.node))
  const { keepDims } = node.attributes
  return channelMean(x, gone, keepDims, node.name) ?? meanOfTokens(x, gone, keepDims, node.name)
}

/** Positions, where tokens are what they are added to. */
function added(x: Given, constant: Given, turn: Turning): Value | undefined {
  if (!isValue(x) || !isConstant(constant)) return undefined
  const below = scoresBelow(x.draft)
  const { extent } = x.draft
  const differs = x.view.axes.some((axis, i) => {
    const along = constant.shape[i - x.view.shape.length + constant.shape.length] ?? 1
    return along > 1 && !run(axis, extent.channels, 1)
  })
  // A mask that leaves all as it is.
  if (below && constant.data.every((value) => value === constant.data[0])) return x
  if (below && differs)
    throw turn.refuse(
      `a constant of shape (${constant.shape.join(', ')}) added to the scores of attention, as masks and relative positions are (allowed: a factor)`, // prettier-ignore
    )
  return positioned(x, constant, turn)
}

function powerOf(x: Value, exponent: number, hint: string): Value | undefined {
  if (exponent === 0.5 || exponent === -0.5) return root(x, exponent < 0, hint)
  if (exponent === 2 && x.draft.op === 'deviation') return square(x, x, hint)
  if (exponent !== 2 && exponent !== 3) return undefined
  return { draft: draft('power', [x.draft], { fields: { exponent }, hint }), view: x.view }
}
