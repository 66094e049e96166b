/**
 * A small vision transformer as exporters write one: 12×8 pixels in 4×4 patches, 8 channels in 2 heads, 2 blocks,
 * 5 scores. Every choice is a layout found in files of PyTorch, timm, torchvision or Hugging Face.
 */
import { floats, noise, onnxFile, wholes, type Attribute, type Node } from './onnxFile.ts'
import type { Layout } from './transformerLayout.ts'

const [C, HIDDEN, CLASSES, PATCH, HEIGHT, WIDTH] = [8, 12, 5, 4, 12, 8]
const PATCHES = (HEIGHT / PATCH) * (WIDTH / PATCH)
const scalar = (value: number) => floats([], [value])

export function visionTransformer({
  opset = 17,
  qkv = 'three',
  scale = 'after',
  norm = 'op',
  gelu = 'erf',
  before = 'class',
  positions = 'all',
  patches = 'conv',
  pool = 'gather',
  normLast = false,
  tokensFirst = false,
  layerScale = false,
  postNorm = false,
  dynamic = false,
  patchNorm = false,
  preNorm = false,
  columns = false,
  unbiased = false,
  heads: HEADS = 2,
  windows = false,
  names,
  within,
}: Layout = {}): Uint8Array {
  // prettier-ignore
  const D = C / HEADS
  const nodes: Node[] = []
  const tensors: Record<string, ReturnType<typeof noise>> = {}
  let count = 0
  const constant = (tensor: ReturnType<typeof noise>, name = `k${count++}`) => ((tensors[name] = tensor), name)
  const op = (type: string, inputs: string[], attributes: Record<string, Attribute> = {}, name = `v${count++}`) => {
    nodes.push([type, inputs.join(' '), name, attributes])
    return name
  }
  const weights = (name: string, shape: number[], size = 0.4) => constant(noise(name, shape, size), name)
  const number = (value: number) => constant(scalar(value))
  const list = (...values: number[]) => constant(wholes(values))
  const reshape = (x: string, ...shape: number[]) => op('Reshape', [x, list(...shape)])
  const turn = (x: string, ...perm: number[]) => op('Transpose', [x], { perm })
  const dense = (x: string, name: string, from: number, to: number, bias = true) => {
    const product = op('MatMul', [x, weights(`${name}.w`, [from, to])])
    return bias ? op('Add', [weights(`${name}.b`, [to]), product]) : product
  }
  const gamma = (name: string) =>
    constant(
      floats(
        [C],
        Array.from({ length: C }, (_, i) => 0.6 + ((i * 5 + name.length) % 7) / 8),
      ),
      `${name}.g`,
    )

  function layerNorm(x: string, name: string): string {
    const [scaleBy, shiftBy] = [gamma(name), weights(`${name}.b`, [C])]
    if (norm === 'op') return op('LayerNormalization', [x, scaleBy, shiftBy], { axis: -1, epsilon: { float: 1e-6 } })
    const meanOf = (from: string) =>
      norm === 'axes-given' ? op('ReduceMean', [from, list(-1)]) : op('ReduceMean', [from], { axes: [-1] })
    const mean = meanOf(x)
    const off = op('Sub', [x, mean])
    // Another exporter computes the deviation twice.
    const again = norm === 'squared' ? op('Sub', [x, mean]) : off
    const squared = norm === 'squared' ? op('Mul', [again, again]) : op('Pow', [off, number(2)])
    const variance = op('Add', [meanOf(squared), number(1e-6)])
    let normal
    if (norm === 'root') normal = op('Mul', [op('Pow', [variance, number(-0.5)]), off])
    else if (norm === 'reciprocal') normal = op('Mul', [off, op('Reciprocal', [op('Sqrt', [variance])])])
    else normal = op('Div', [off, op('Sqrt', [variance])])
    return op('Add', [op('Mul', [normal, scaleBy]), shiftBy])
  }

  function bent(x: string): string {
    if (gelu === 'op') return op('Gelu', [x])
    if (gelu === 'tanh-fast') {
      const bend = op('Add', [number(1), op('Mul', [op('Mul', [number(0.044715), x]), x])])
      const inner = op('Mul', [op('Mul', [x, number(Math.sqrt(2 / Math.PI))]), bend])
      return op('Mul', [op('Mul', [number(0.5), x]), op('Add', [number(1), op('Tanh', [inner])])])
    }
    if (gelu.startsWith('tanh')) {
      const cube = gelu === 'tanh' ? op('Pow', [x, number(3)]) : op('Mul', [op('Mul', [x, x]), x])
      const inner = op('Mul', [op('Add', [x, op('Mul', [cube, number(0.044715)])]), number(Math.sqrt(2 / Math.PI))])
      const gate = op('Add', [op('Tanh', [inner]), number(1)])
      return op('Mul', [op('Mul', [x, number(0.5)]), gate])
    }
    if (gelu === 'quick') return op('Mul', [x, op('Sigmoid', [op('Mul', [x, number(1.702)])])])
    const erf = op('Erf', [gelu === 'erf' ? op('Div', [x, number(Math.SQRT2)]) : op('Mul', [x, number(Math.SQRT1_2)])])
    const gate = op('Add', [erf, number(1)])
    if (gelu === 'half-first') return op('Mul', [op('Mul', [x, number(0.5)]), gate])
    if (gelu === 'half-gate') return op('Mul', [x, op('Mul', [gate, number(0.5)])])
    return op('Mul', [op('Mul', [x, gate]), number(0.5)])
  }

  const own = columns ? 1 : { none: 0, class: 1, distilled: 2, registers: 4, 'registers-between': 4 }[before]
  const N = PATCHES + own

  /** `(1, heads, N, D)` of queries, keys and values. */
  function parts(x: string, name: string): string[] {
    if (qkv === 'three')
      return ['query', 'key', 'value'].map((each) =>
        turn(reshape(dense(x, `${name}.${each}`, C, C), 1, -1, HEADS, D), 0, 2, 1, 3),
      )
    if (qkv === 'torchvision') {
      const all = dense(turn(x, 1, 0, 2), `${name}.qkv`, C, 3 * C)
      const lifted = op('Unsqueeze', [reshape(all, N, 1, 3, C), list(0)])
      const three = op('Squeeze', [turn(lifted, 3, 1, 2, 0, 4), list(3)])
      return [0, 1, 2].map((i) => {
        const part = op('Gather', [three, constant(wholes([i], true))], { axis: 0 })
        return reshape(turn(reshape(part, N, HEADS, D), 1, 0, 2), 1, HEADS, N, D)
      })
    }
    const all = dense(x, `${name}.qkv`, C, 3 * C, !unbiased)
    if (qkv === 'split') {
      nodes.push(['Split', `${all} ${list(C, C, C)}`, [0, 1, 2].map((i) => `${name}.s${i}`).join(' '), { axis: -1 }])
      return [0, 1, 2].map((i) => turn(reshape(`${name}.s${i}`, 1, -1, HEADS, D), 0, 2, 1, 3))
    }
    if (qkv === 'slice')
      return [0, 1, 2].map((i) => {
        const part = op('Slice', [all, list(i * C), list(i * C + C), list(2)])
        return turn(reshape(part, 1, -1, HEADS, D), 0, 2, 1, 3)
      })
    if (qkv === 'chunks') {
      const wide = reshape(all, 1, N, HEADS, 3 * D)
      nodes.push(['Split', `${wide} ${list(D, D, D)}`, [0, 1, 2].map((i) => `${name}.s${i}`).join(' '), { axis: 3 }])
      return [0, 1, 2].map((i) => turn(`${name}.s${i}`, 0, 2, 1, 3))
    }
    const shaped = qkv === 'heads-first' ? reshape(all, 1, N, HEADS, 3, D) : reshape(all, 1, N, 3, HEADS, D)
    const turned = turn(shaped, ...(qkv === 'heads-first' ? [3, 0, 2, 1, 4] : [2, 0, 3, 1, 4]))
    if (qkv === 'split-squeeze') {
      nodes.push(['Split', `${turned} ${list(1, 1, 1)}`, [0, 1, 2].map((i) => `${name}.s${i}`).join(' '), { axis: 0 }])
      return [0, 1, 2].map((i) => op('Squeeze', [`${name}.s${i}`, list(0)]))
    }
    return [0, 1, 2].map((i) => op('Gather', [turned, constant(wholes([i], true))], { axis: 0 }))
  }

  function attention(x: string, block: number): string {
    const name = `block${block}`
    let [q, k, v] = parts(x, name)
    if (windows) [q, k, v] = [q, k, v].map((each) => turn(reshape(each, HEADS, 2, N / 2, D), 1, 0, 2, 3))
    if (tokensFirst) [q, k, v] = [q, k, v].map((each) => reshape(each, HEADS, N, D))
    const by = 1 / Math.sqrt(D)
    if (scale === 'query') q = op('Mul', [q, number(by)])
    if (scale === 'both') q = op('Mul', [q, number(Math.sqrt(by))])
    let keys = tokensFirst ? turn(k, 0, 2, 1) : turn(k, 0, 1, 3, 2)
    if (scale === 'computed') {
      // As PyTorch's newer exporter has it: axes turned by a shape that is computed, the root of a scale on both.
      const [first, tokens, size] = ([{ end: -2 }, { start: -2, end: -1 }, { start: -1 }] as Record<string, number>[]).map((part) => op('Shape', [k], part)) // prettier-ignore
      const stacked = op('Reshape', [k, op('Concat', [list(-1), tokens, size], { axis: 0 })])
      keys = op('Reshape', [turn(stacked, 0, 2, 1), op('Concat', [first, size, tokens], { axis: 0 })])
      const width = op('CastLike', [op('Gather', [op('Shape', [q]), list(-1)]), q])
      const factor = op('Sqrt', [op('Div', [number(1), op('Sqrt', [width])])])
      q = op('Mul', [q, factor])
      keys = op('Mul', [keys, factor])
    }
    if (scale === 'both') keys = op('Mul', [keys, number(Math.sqrt(by))])
    if (scale === 'key') keys = op('Div', [keys, number(Math.sqrt(D))])
    let scores = op('MatMul', [q, keys])
    if (scale === 'after') scores = op('Mul', [scores, number(by)])
    if (scale === 'divided') scores = op('Div', [scores, number(Math.sqrt(D))])
    if (scale === 'per-head') scores = op('Mul', [scores, constant(floats([HEADS, 1, 1], [0.7, 1.9]))])
    if (within) {
      const found = within(scores, block)
      nodes.push(...found.nodes)
      Object.assign(tensors, found.tensors)
      scores = found.output
    }
    const weighed = op('MatMul', [op('Softmax', [scores], { axis: -1 }), v])
    if (qkv === 'torchvision') {
      const rows = reshape(turn(weighed, 2, 0, 1, 3), N, C)
      const out = op('Gemm', [rows, weights(`${name}.project.w`, [C, C]), weights(`${name}.project.b`, [C])], {
        transB: 1,
      })
      return turn(reshape(out, N, 1, C), 1, 0, 2)
    }
    const joined = tokensFirst ? turn(weighed, 1, 0, 2) : turn(weighed, 0, 2, 1, 3)
    return dense(reshape(joined, 1, N, C), `${name}.project`, C, C)
  }

  // Patches.
  let x: string
  if (patches === 'conv') {
    const kernel = weights('patch.w', [C, 3, PATCH, PATCH], 0.2)
    const map = op('Conv', ['x', kernel, weights('patch.b', [C])], { strides: [PATCH, PATCH], kernel_shape: [PATCH, PATCH] }) // prettier-ignore
    if (dynamic) {
      const lengths = op('Slice', [op('Shape', [map]), list(0), list(2), list(0)])
      x = turn(op('Reshape', [map, op('Concat', [lengths, list(-1)], { axis: 0 })]), 0, 2, 1)
    } else x = turn(reshape(map, 1, C, -1), 0, 2, 1)
  } else {
    const order = patches === 'dense' ? [0, 2, 4, 3, 5, 1] : [0, 2, 4, 1, 3, 5]
    const unfolded = turn(reshape('x', 1, 3, HEIGHT / PATCH, PATCH, WIDTH / PATCH, PATCH), ...order)
    x = dense(reshape(unfolded, 1, PATCHES, -1), 'patch', 3 * PATCH * PATCH, C)
  }
  if (columns) {
    const cls = weights('cls', [1, C, 1], 1)
    x = op('Concat', [cls, turn(x, 0, 2, 1)], { axis: 2 })
    x = turn(op('Add', [x, weights('positions', [1, C, PATCHES + 1])]), 0, 2, 1)
  }
  if (patchNorm) x = layerNorm(x, 'patchNorm')
  if (positions === 'patches') x = op('Add', [x, weights('positions', [1, PATCHES, C])])
  const first = (name: string, rows = 1) => weights(name, [1, rows, C], 1)
  const expanded = (name: string) => {
    if (!dynamic) return name
    const batch = op('Unsqueeze', [op('Gather', [op('Shape', [x]), constant(wholes([0], true))], { axis: 0 }), list(0)])
    return op('Expand', [name, op('Concat', [batch, list(-1 + 2), list(C)], { axis: 0 })])
  }
  if (before === 'class' || before === 'registers-between') x = op('Concat', [expanded(first('cls')), x], { axis: 1 })
  if (before === 'distilled') x = op('Concat', [first('cls'), first('dist'), x], { axis: 1 })
  if (before === 'registers') x = op('Concat', [first('cls'), first('reg', 3), x], { axis: 1 })
  const placed = before === 'registers-between' ? PATCHES + 1 : N
  if (positions === 'all') x = op('Add', [x, weights('positions', [1, placed, C])])
  if (before === 'registers-between') {
    const [cls, rest] = [list(0), list(1)].map((from, i) =>
      op('Slice', [x, from, list(i === 0 ? 1 : 2 ** 31), list(1)]),
    )
    x = op('Concat', [cls, first('reg', 3), rest], { axis: 1 })
  }
  if (preNorm) x = layerNorm(x, 'preNorm')
  // Blocks.
  for (const block of [1, 2]) {
    const name = `block${block}`
    const scaled = (branch: string, which: string) => (layerScale ? op('Mul', [branch, weights(`${name}.${which}`, [C])]) : branch) // prettier-ignore
    const mlp = (from: string) => dense(bent(dense(from, `${name}.expand`, C, HIDDEN)), `${name}.contract`, HIDDEN, C)
    if (postNorm) {
      x = layerNorm(op('Add', [x, attention(x, block)]), `${name}.norm1`)
      x = layerNorm(op('Add', [x, mlp(x)]), `${name}.norm2`)
    } else {
      x = op('Add', [scaled(attention(layerNorm(x, `${name}.norm1`), block), 'scale1'), x])
      x = op('Add', [x, scaled(mlp(layerNorm(x, `${name}.norm2`)), 'scale2')])
    }
  }
  // Scores.
  if (!normLast) x = layerNorm(x, 'norm')
  const token = (index: number) => op('Gather', [x, constant(wholes([index], true))], { axis: 1 })
  if (pool === 'two-heads') {
    const both = [0, 1].map((i) => op('Gemm', [token(i), weights(`head${i}.w`, [CLASSES, C]), weights(`head${i}.b`, [CLASSES])], { transB: 1 })) // prettier-ignore
    op('Div', [op('Add', both), number(2)], {}, 'y')
  } else {
    if (pool === 'gather') x = token(0)
    else if (pool === 'twice') x = op('Concat', [token(0), token(0)], { axis: -1 })
    else if (pool === 'pooled') x = op('Flatten', [op('GlobalAveragePool', [turn(x, 0, 2, 1)])])
    else if (pool === 'listed') x = op('Flatten', [op('Gather', [x, list(0)], { axis: 1 })])
    else if (pool === 'both') {
      const rest = op('Slice', [x, list(own), list(2 ** 31), list(1)])
      x = op('Concat', [token(0), op('ReduceMean', [rest], { axes: [1], keepdims: 0 })], { axis: -1 })
    } else if (pool === 'slice') x = op('Squeeze', [op('Slice', [x, list(0), list(1), list(1)]), list(1)])
    else {
      const all = pool === 'mean' ? x : op('Slice', [x, list(own), list(2 ** 31), list(1)])
      x = op('ReduceMean', [all], { axes: [1], keepdims: 0 })
    }
    if (normLast) x = layerNorm(x, 'norm')
    op(
      'Gemm',
      [x, weights('head.w', [CLASSES, pool === 'both' || pool === 'twice' ? 2 * C : C]), weights('head.b', [CLASSES])],
      { transB: 1 },
      'y',
    )
  }
  return onnxFile({
    opset,
    input: [dynamic ? null : 1, 3, HEIGHT, WIDTH],
    nodes,
    tensors,
    outputs: ['y'],
    ...(names && { names: nodes.map(([, , output], i) => names(i, output)) }),
  })
}
