/** What a node makes of constants, as NumPy would: `(node, constants) → constants`, or undefined for what is a layer's. */
import { EXIT, Failure } from '../../failure.ts'
import { LIMITS, type Constant, type GraphNode } from '../graph.ts'

/** Numbers that constants may come to by computing, beside four times those that the file has. */
export const SPARE = 2 ** 22

export const count = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1)

/** @throws Failure beyond the bound */
export function bounded(shape: readonly number[], node: GraphNode, most: number): readonly number[] {
  const wrong = shape.some((length) => !Number.isSafeInteger(length) || length < 0) || shape.length > LIMITS.rank
  if (wrong || !(count(shape) <= most))
    throw new Failure(
      EXIT.input,
      `${nodeText(node)} makes a tensor of shape (${shape.join(', ')})`,
      `Allowed: up to ${LIMITS.rank} axes and ${most} numbers here: four times those that the file has, and ${SPARE} more.`,
    )
  return shape
}

export const nodeText = (node: GraphNode): string =>
  `${node.op === 'unknown' ? node.attributes.operation : node.op}${node.name ? ` (node ${node.name})` : ''}`

const refuse = (node: GraphNode, why: string) =>
  new Failure(EXIT.input, `${nodeText(node)}: ${why}`, 'The file contradicts itself; export it again.')

export const normalAxis = (axis: number, rank: number, node: GraphNode): number => {
  const found = axis < 0 ? axis + rank : axis
  if (Number.isInteger(found) && found >= 0 && found < Math.max(rank, 1)) return found
  throw refuse(node, `axis ${axis} of a tensor of ${rank} axes`)
}

const made = (shape: readonly number[], data: ArrayLike<number>, whole: boolean): Constant => ({
  shape,
  data: whole ? Float64Array.from(data) : Float32Array.from(data),
  ...(whole && { whole: true as const }),
})

export function broadcastShape(shapes: readonly (readonly number[])[], node: GraphNode): number[] {
  const rank = Math.max(...shapes.map(({ length }) => length))
  return Array.from({ length: rank }, (_, i) => {
    const lengths = shapes.map((shape) => shape[shape.length - rank + i] ?? 1)
    const most = lengths.find((length) => length !== 1) ?? 1
    if (lengths.some((length) => length !== 1 && length !== most))
      throw refuse(node, `shapes ${shapes.map((shape) => `(${shape.join(', ')})`).join(' and ')} do not broadcast`)
    return most
  })
}

/** Places in a tensor of `shape` of each number of `to`, which it is broadcast to. */
function broadcastPlaces(shape: readonly number[], to: readonly number[]): (index: number) => number {
  const strides = new Array<number>(to.length).fill(0)
  let stride = 1
  for (let i = shape.length - 1, j = to.length - 1; i >= 0; i--, j--) {
    if (shape[i] !== 1) strides[j] = stride
    stride *= shape[i]
  }
  return (index) => {
    let at = 0
    for (let axis = to.length - 1; axis >= 0; axis--) {
      at += (index % to[axis]) * strides[axis]
      index = Math.floor(index / to[axis])
    }
    return at
  }
}

/** @param most numbers that it may have */
export function broadcast(x: Constant, shape: readonly number[], node: GraphNode, most: number): Constant {
  const to = bounded(broadcastShape([x.shape, shape], node), node, most)
  const place = broadcastPlaces(x.shape, to)
  return made(
    to,
    Float64Array.from({ length: count(to) }, (_, i) => x.data[place(i)]),
    x.whole === true,
  )
}

const UNARY: Partial<Record<GraphNode['op'], (x: number) => number>> = {
  relu: (x) => Math.max(0, x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  reciprocal: (x) => 1 / x,
  abs: Math.abs,
  neg: (x) => -x,
  floor: Math.floor,
  ceil: Math.ceil,
  identity: (x) => x,
}

const BINARY: Partial<Record<GraphNode['op'], (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => a ** b,
  min: Math.min,
  max: Math.max,
  equal: (a, b) => Number(a === b),
  less: (a, b) => Number(a < b),
  greater: (a, b) => Number(a > b),
}

/** Numbers of a constant, as whole numbers. */
export const wholes = (x: Constant): number[] => Array.from(x.data, Math.trunc)

/** The shape that a reshape asks for. @throws Failure where the numbers do not fit */
export function targetShape(node: GraphNode, from: readonly number[], wanted: readonly number[], zeroIsZero: boolean) {
  const shape = wanted.map((length, i) => (length === 0 && !zeroIsZero ? (from[i] ?? 0) : length))
  const open = shape.indexOf(-1)
  const known = count(shape.filter((length) => length !== -1))
  if (open >= 0) shape[open] = known > 0 ? count(from) / known : Number.NaN
  if (count(shape) !== count(from) || shape.some((length) => !Number.isSafeInteger(length) || length < 0))
    throw refuse(node, `(${from.join(', ')}) has not the numbers of (${wanted.join(', ')})`)
  return shape
}

/** The numbers at chosen places of each axis. */
export function taken(x: Constant, indices: readonly (readonly number[])[], node: GraphNode, most: number): Constant {
  const shape = bounded(
    indices.map(({ length }) => length),
    node,
    most,
  )
  let at = Int32Array.of(0)
  for (const [axis, chosen] of indices.entries()) {
    const next = new Int32Array(at.length * chosen.length)
    at.forEach((from, i) => chosen.forEach((index, j) => (next[i * chosen.length + j] = from * x.shape[axis] + index)))
    at = next
  }
  return made(
    shape,
    Float64Array.from(at, (place) => x.data[place]),
    x.whole === true,
  )
}

const upTo = (length: number) => Array.from({ length }, (_, i) => i)

/** For a slice: which indices of each axis it takes. */
export function sliced(
  node: GraphNode,
  shape: readonly number[],
  [starts, ends, axes, steps]: (readonly number[] | undefined)[],
): number[][] {
  const chosen = shape.map(upTo)
  for (const [i, start] of (starts ?? []).entries()) {
    const axis = normalAxis(axes?.[i] ?? i, shape.length, node)
    const [length, step] = [shape[axis], steps?.[i] ?? 1]
    if (step === 0) throw refuse(node, 'a step of 0')
    const inside = (index: number, least: number, most: number) =>
      Math.min(most, Math.max(least, index < 0 ? index + length : index))
    const end = ends?.[i] ?? length
    const [from, to] =
      step > 0
        ? [inside(start, 0, length), inside(end, 0, length)]
        : [inside(start, 0, length - 1), inside(end, -1, length - 1)]
    chosen[axis] = []
    for (let at = from; step > 0 ? at < to : at > to; at += step) chosen[axis].push(at)
  }
  return chosen
}

export function splitLengths(node: GraphNode, length: number, given: readonly number[] | undefined): number[] {
  const parts = node.outputs.length
  const each = Math.ceil(length / parts)
  const lengths = given ?? upTo(parts).map((i) => Math.max(0, Math.min(each, length - i * each)))
  if (lengths.length === parts && lengths.reduce((a, b) => a + b, 0) === length) return [...lengths]
  throw refuse(node, `${length} channels or positions do not split into ${lengths.join(', ')}`)
}

/** @param inputs undefined for one that is left out */
export function folded(
  node: GraphNode,
  inputs: readonly (Constant | undefined)[],
  most: number,
): Constant[] | undefined {
  const [x, second, third, fourth, fifth] = inputs
  if (node.op === 'range') {
    const [start, limit, step] = [x!, second!, third!].map(({ data }) => data[0])
    const length = Math.max(0, Math.ceil((limit - start) / step))
    bounded([length], node, most)
    return [
      made(
        [length],
        upTo(length).map((i) => start + i * step),
        x!.whole === true,
      ),
    ]
  }
  if (!x) return undefined
  const whole = x.whole === true
  const unary = UNARY[node.op]
  if (unary) return [made(x.shape, Float64Array.from(x.data, unary), whole)]
  const binary = BINARY[node.op]
  if (binary && second) {
    const shape = bounded(broadcastShape([x.shape, second.shape], node), node, most)
    const [a, b] = [broadcastPlaces(x.shape, shape), broadcastPlaces(second.shape, shape)]
    const divided = node.op === 'div' && whole && second.whole ? Math.trunc : (value: number) => value
    const data = Float64Array.from({ length: count(shape) }, (_, i) => divided(binary(x.data[a(i)], second.data[b(i)])))
    return [made(shape, data, whole && second.whole === true)]
  }
  switch (node.op) {
    case 'sum':
      return [
        inputs
          .slice(1)
          .reduce<Constant>((sum, each) => folded({ ...node, op: 'add', attributes: {} }, [sum, each], most)![0], x),
      ]
    case 'where': {
      const shape = bounded(broadcastShape([x.shape, second!.shape, third!.shape], node), node, most)
      const [a, b, c] = [x, second!, third!].map((each) => broadcastPlaces(each.shape, shape))
      const pick = (_: unknown, i: number) => (x.data[a(i)] ? second!.data[b(i)] : third!.data[c(i)])
      return [made(shape, Float64Array.from({ length: count(shape) }, pick), second!.whole === true)]
    }
    case 'cast':
      return [
        made(x.shape, node.attributes.whole ? Float64Array.from(x.data, Math.trunc) : x.data, node.attributes.whole),
      ]
    case 'clip': {
      const [least, most] = [second?.data[0] ?? -Infinity, third?.data[0] ?? Infinity]
      return [
        made(
          x.shape,
          Float64Array.from(x.data, (value) => Math.min(most, Math.max(least, value))),
          whole,
        ),
      ]
    }
    case 'shape':
      return [made([x.shape.length], x.shape, true)]
    case 'constantOfShape': {
      const shape = bounded(wholes(x), node, most)
      return [made(shape, new Float64Array(count(shape)).fill(node.attributes.value), node.attributes.whole)]
    }
    case 'reshape': {
      const shape = targetShape(node, x.shape, wholes(second!), node.attributes.zeroIsZero)
      return [{ ...x, shape }]
    }
    case 'flatten': {
      const axis = node.attributes.axis < 0 ? node.attributes.axis + x.shape.length : node.attributes.axis
      return [{ ...x, shape: [count(x.shape.slice(0, axis)), count(x.shape.slice(axis))] }]
    }
    case 'squeeze':
    case 'unsqueeze':
      return [{ ...x, shape: unitAxes(node, x.shape, second && wholes(second)) }]
    case 'transpose': {
      const order = permutationOf(node.attributes.permutation, x.shape.length, node)
      const shape = order.map((axis) => x.shape[axis])
      const strides = x.shape.map((_, axis) => count(x.shape.slice(axis + 1)))
      let at = Int32Array.of(0)
      for (const axis of order) {
        const next = new Int32Array(at.length * x.shape[axis])
        at.forEach((from, i) =>
          upTo(x.shape[axis]).forEach((j) => (next[i * x.shape[axis] + j] = from + j * strides[axis])),
        )
        at = next
      }
      return [
        made(
          shape,
          Float64Array.from(at, (place) => x.data[place]),
          whole,
        ),
      ]
    }
    case 'concat': {
      const parts = inputs.map((each) => each!)
      const axis = normalAxis(node.attributes.axis, x.shape.length, node)
      const outer = count(x.shape.slice(0, axis))
      const runs = parts.map((each) => count(each.shape.slice(axis)))
      if (parts.some((each) => each.data.length !== outer * count(each.shape.slice(axis))))
        throw refuse(node, 'its inputs differ in shape')
      const shape = x.shape.map((length, i) =>
        i === axis ? parts.reduce((sum, each) => sum + each.shape[axis], 0) : length,
      )
      const data = new Float64Array(count(bounded(shape, node, most)))
      let to = 0
      for (let i = 0; i < outer; i++)
        parts.forEach((each, part) => {
          data.set(each.data.subarray(i * runs[part], (i + 1) * runs[part]), to)
          to += runs[part]
        })
      return [made(shape, data, whole)]
    }
    case 'slice': {
      const lists = [second, third, fourth, fifth].map((each) => each && wholes(each))
      return [taken(x, sliced(node, x.shape, lists), node, most)]
    }
    case 'split': {
      const axis = normalAxis(node.attributes.axis, x.shape.length, node)
      let from = 0
      return splitLengths(node, x.shape[axis], second && wholes(second)).map((length) => {
        const start = from
        from += length
        return taken(
          x,
          x.shape.map((all, i) => (i === axis ? upTo(length).map((j) => start + j) : upTo(all))),
          node,
          most,
        )
      })
    }
    case 'gather': {
      const axis = normalAxis(node.attributes.axis, x.shape.length, node)
      const indices = wholes(second!).map((index) => (index < 0 ? index + x.shape[axis] : index))
      if (indices.some((index) => index < 0 || index >= x.shape[axis])) throw refuse(node, 'an index outside its axis')
      const found = taken(
        x,
        x.shape.map((all, i) => (i === axis ? indices : upTo(all))),
        node,
        most,
      )
      return [{ ...found, shape: [...x.shape.slice(0, axis), ...second!.shape, ...x.shape.slice(axis + 1)] }]
    }
    case 'expand':
      return [broadcast(x, wholes(second!), node, most)]
    case 'tile': {
      const repeats = wholes(second!)
      bounded(
        x.shape.map((length, axis) => length * (repeats[axis] ?? 1)),
        node,
        most,
      )
      return [
        taken(
          x,
          x.shape.map((length, axis) => upTo(length * (repeats[axis] ?? 1)).map((i) => i % length)),
          node,
          most,
        ),
      ]
    }
    default:
      return undefined
  }
}

/** The shape after axes of length 1 are taken away or put in. */
export function unitAxes(
  node: GraphNode & { op: 'squeeze' | 'unsqueeze' },
  shape: readonly number[],
  given: readonly number[] | undefined,
): number[] {
  const axes = given ?? node.attributes.axes
  if (node.op === 'unsqueeze') {
    const rank = shape.length + axes.length
    const places = new Set(axes.map((axis) => normalAxis(axis, rank, node)))
    const rest = [...shape]
    return upTo(rank).map((axis) => (places.has(axis) ? 1 : rest.shift()!))
  }
  const gone = axes.length === 0 ? shape.flatMap((length, axis) => (length === 1 ? [axis] : [])) : axes
  const places = new Set(gone.map((axis) => normalAxis(axis, shape.length, node)))
  if ([...places].some((axis) => shape[axis] !== 1))
    throw refuse(node, `an axis of (${shape.join(', ')}) that is not 1`)
  return shape.filter((_, axis) => !places.has(axis))
}

/** @throws Failure where it is none */
export function permutationOf(given: readonly number[], rank: number, node: GraphNode): number[] {
  const order = given.length === 0 ? upTo(rank).reverse() : given.map((axis) => normalAxis(axis, rank, node))
  if (order.length === rank && new Set(order).size === rank) return order
  throw refuse(node, `${given.join(', ')} is no order of ${rank} axes`)
}
