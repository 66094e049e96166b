import type { Constant } from '../graph.ts'

/** The constant with its axes in another order: axis i of the result is axis `order[i]` of the given one. */
export function transposed({ shape, data, ...rest }: Constant, order: readonly number[]): Constant {
  const turned = order.map((axis) => shape[axis]!)
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1))
  const steps = order.map((axis) => strides[axis]!)
  const result = data.slice()
  const index = order.map(() => 0)
  let from = 0
  for (let to = 0; to < data.length; to++) {
    result[to] = data[from]!
    for (let axis = order.length - 1; axis >= 0; axis--) {
      index[axis]!++
      from += steps[axis]!
      if (index[axis]! < turned[axis]!) break
      from -= steps[axis]! * turned[axis]!
      index[axis] = 0
    }
  }
  return { ...rest, shape: turned, data: result }
}
