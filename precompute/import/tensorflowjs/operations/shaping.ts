/** Operations that move numbers without changing them, and that compute shapes. */
import {
  flagAt,
  layoutAt,
  numberAt,
  numbersAt,
  textAt,
  unknown,
  wholeAt,
  type Emit,
  type NodeInPlace,
  type Operations,
} from '../graphNode.ts'

const END = Number.MAX_SAFE_INTEGER

/** TensorFlow's ways of finding a pixel's place. */
const coordinates = (node: NodeInPlace) =>
  flagAt(node, 'align_corners') ? 'align_corners' : flagAt(node, 'half_pixel_centers') ? 'half_pixel' : 'asymmetric'

const resize =
  (mode: 'nearest' | 'linear'): Emit =>
  (node, inputs) => {
    const size = wholeAt(node, inputs[1])
    if (size?.length !== 2) return unknown(node, inputs)
    return node.graph.node('resize', node.name, [inputs[0]!], {
      layout: 'NHWC',
      size: size as [number, number],
      mode,
      coordinates: coordinates(node),
      nearest: flagAt(node, 'align_corners') ? 'round_prefer_ceil' : 'floor',
    })
  }

/** The axis comes last (ConcatV2) or first (Concat). */
const concat =
  (axisFirst: boolean): Emit =>
  (node, inputs) => {
    const [axis] = wholeAt(node, axisFirst ? inputs[0] : inputs.at(-1)) ?? []
    if (axis === undefined) return unknown(node, inputs)
    return node.graph.node('concat', node.name, axisFirst ? inputs.slice(1) : inputs.slice(0, -1), { axis })
  }

const pad =
  (mode: 'constant' | 'reflect'): Emit =>
  (node, inputs) => {
    const { graph, name } = node
    const pairs = wholeAt(node, inputs[1])
    if (!pairs) return unknown(node, inputs)
    const around = [...pairs.filter((_, i) => i % 2 === 0), ...pairs.filter((_, i) => i % 2 === 1)]
    const margins = graph.whole(`${name}/margins`, around)
    return graph.node('pad', name, [inputs[0]!, margins, ...inputs.slice(2, 3)], { mode })
  }

export const shaping: Operations = {
  Reshape: ({ graph, name }, inputs) => graph.node('reshape', name, inputs, { zeroIsZero: true }),
  Squeeze: (node, [x]) => node.graph.node('squeeze', node.name, [x!], { axes: numbersAt(node, 'squeeze_dims') }),
  ExpandDims(node, inputs) {
    const axes = wholeAt(node, inputs[1])
    return axes ? node.graph.node('unsqueeze', node.name, [inputs[0]!], { axes }) : unknown(node, inputs)
  },
  Transpose(node, inputs) {
    const permutation = wholeAt(node, inputs[1])
    return permutation ? node.graph.node('transpose', node.name, [inputs[0]!], { permutation }) : unknown(node, inputs)
  },
  ConcatV2: concat(false),
  Concat: concat(true),
  Pad: pad('constant'),
  PadV2: pad('constant'),
  MirrorPad: (node, inputs) =>
    textAt(node, 'mode', 'REFLECT') === 'REFLECT' ? pad('reflect')(node, inputs) : unknown(node, inputs),
  ResizeBilinear: resize('linear'),
  ResizeNearestNeighbor: resize('nearest'),
  DepthToSpace: (node, [x]) =>
    node.graph.node('depthToSpace', node.name, [x!], {
      layout: layoutAt(node),
      block: numberAt(node, 'block_size', 'i', 2),
      order: 'DCR',
    }),
  Shape: ({ graph, name }, [x]) => graph.node('shape', name, [x!], {}),
  Pack(node, inputs) {
    const { graph, name } = node
    const axis = numberAt(node, 'axis', 'i', 0)
    const rows = inputs.map((each, i) => graph.node('unsqueeze', name, [each], { axes: [axis] }, `${name}/${i}`))
    return graph.node('concat', name, rows, { axis })
  },
  Slice(node, inputs) {
    const { graph, name } = node
    const begin = wholeAt(node, inputs[1])
    const size = wholeAt(node, inputs[2])
    if (!begin || size?.length !== begin.length) return unknown(node, inputs)
    const ends = begin.map((from, i) => (size[i]! < 0 ? END : from + size[i]!))
    return graph.node(
      'slice',
      name,
      [inputs[0]!, graph.whole(`${name}/starts`, begin), graph.whole(`${name}/ends`, ends)],
      {},
    )
  },
  StridedSlice(node, inputs) {
    const { graph, name } = node
    const [begin, end, step] = inputs.slice(1).map((each) => wholeAt(node, each))
    const mask = (key: string, axis: number) => Boolean((numberAt(node, key, 'i', 0) >> axis) & 1)
    const odd = numberAt(node, 'ellipsis_mask', 'i', 0) !== 0 || numberAt(node, 'new_axis_mask', 'i', 0) !== 0
    if (odd || !begin || end?.length !== begin.length || step?.length !== begin.length) return unknown(node, inputs)
    const axes = begin.map((_, axis) => axis)
    const dropped = axes.filter((axis) => mask('shrink_axis_mask', axis))
    const starts = axes.map((axis) => (mask('begin_mask', axis) ? (step[axis]! < 0 ? END : 0) : begin[axis]!))
    const ends = axes.map((axis) => {
      // A dropped axis is one index, whatever the end says.
      if (dropped.includes(axis)) return begin[axis] === -1 ? END : begin[axis]! + 1
      return mask('end_mask', axis) ? (step[axis]! < 0 ? -END : END) : end[axis]!
    })
    const slicing = [
      graph.whole(`${name}/starts`, starts),
      graph.whole(`${name}/ends`, ends),
      graph.whole(`${name}/axes`, axes),
      graph.whole(
        `${name}/steps`,
        axes.map((axis) => (dropped.includes(axis) ? 1 : step[axis]!)),
      ),
    ]
    const output = dropped.length > 0 ? `${name}/slice` : name
    const sliced = graph.node('slice', name, [inputs[0]!, ...slicing], {}, output)
    return dropped.length > 0 ? graph.node('squeeze', name, [sliced], { axes: dropped }) : sliced
  },
  Split(node, inputs) {
    const [axis] = wholeAt(node, inputs[0]) ?? []
    const count = numberAt(node, 'num_split', 'i', 1)
    if (axis === undefined || count < 1 || count > 10_000) return unknown(node, inputs)
    return node.graph.several('split', node.name, [inputs[1]!], { axis }, count)
  },
  SplitV(node, inputs) {
    const lengths = wholeAt(node, inputs[1])
    const [axis] = wholeAt(node, inputs[2]) ?? []
    if (!lengths || axis === undefined) return unknown(node, inputs)
    return node.graph.several('split', node.name, inputs.slice(0, 2), { axis }, lengths.length)
  },
  GatherV2(node, inputs) {
    const [axis] = wholeAt(node, inputs[2]) ?? []
    return axis === undefined
      ? unknown(node, inputs)
      : node.graph.node('gather', node.name, inputs.slice(0, 2), { axis })
  },
  Tile: ({ graph, name }, inputs) => graph.node('tile', name, inputs, {}),
  BroadcastTo: ({ graph, name }, inputs) => graph.node('expand', name, inputs, {}),
  Range: ({ graph, name }, inputs) => graph.node('range', name, inputs, {}),
}
