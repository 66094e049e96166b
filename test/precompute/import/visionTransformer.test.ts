import { describe, expect, it } from 'vitest'
import { compared, normalFrom } from './imported.ts'
import { floats, noise, onnxFile, type File, type Node } from './onnxFile.ts'
import type { Layout } from './transformerLayout.ts'
import { visionTransformer } from './visionTransformer.ts'

const BLOCK = 'layerNorm conv conv conv attention attend conv add layerNorm conv gelu conv add'
const START = 'conv tokens'
const CLASS_END = 'token layerNorm dense'
const whole = (end: string, start = START) => `${start} ${BLOCK} ${BLOCK} ${end}`
const plain = whole(CLASS_END)

const LAYOUTS: [what: string, layout: Layout, ops: string][] = [
  ['three dense layers for query, key and value', {}, plain],
  ['one dense layer, split along the channels', { qkv: 'split', scale: 'divided' }, plain],
  ['one dense layer, sliced', { qkv: 'slice', scale: 'query' }, plain],
  ['one dense layer, shaped to (3, heads, D) and gathered', { qkv: 'unbind', scale: 'query' }, plain],
  ['one dense layer, shaped to (3, heads, D), split and squeezed', { qkv: 'split-squeeze', opset: 13, norm: 'apart' }, plain],
  ['one dense layer, shaped to (heads, 3, D)', { qkv: 'heads-first' }, plain],
  ['a scale on queries and keys', { qkv: 'unbind', scale: 'both' }, plain],
  ['a scale and axes that are computed', { opset: 18, scale: 'computed', norm: 'axes-given', qkv: 'unbind' }, plain],
  ['a scale on the keys', { scale: 'key' }, plain],
  ['no scale, which is in the queries then', { scale: 'none' }, plain],
  ['a scale for each head', { scale: 'per-head', qkv: 'unbind' }, plain],
  ['batch and heads joined', { qkv: 'unbind', tokensFirst: true, scale: 'query' }, plain],
  ['no class token, and the mean over tokens', { before: 'none', pool: 'mean' }, whole('layerNorm globalAverage dense')],
  ['no class token, and the mean before the norm', { before: 'none', pool: 'mean', normLast: true }, whole('globalAverage layerNorm dense')],
  ['neither class token nor positions', { before: 'none', positions: 'none', pool: 'mean' }, whole('layerNorm globalAverage dense')],
  ['neither class token nor positions, norms taken apart', { before: 'none', positions: 'none', pool: 'mean', norm: 'squared' }, whole('layerNorm globalAverage dense')],
  ['attention as torchvision writes it', { qkv: 'torchvision', scale: 'both' }, plain],
  ['one head', { heads: 1, qkv: 'unbind' }, plain],
  ['a norm of the patches before the class token', { patchNorm: true }, whole(CLASS_END, 'conv layerNorm tokens')],
  ['a norm of all tokens before the blocks', { preNorm: true, gelu: 'quick' }, whole(CLASS_END, 'conv tokens layerNorm').replaceAll('gelu', 'silu')],
  ['a class token beside the mean over patches', { pool: 'both' }, whole('layerNorm token crop globalAverage concat dense')],
  ['one dense layer, shaped to (heads, 3 D) and split', { qkv: 'chunks' }, plain],
  ['one dense layer without biases', { qkv: 'unbind', unbiased: true }, plain],
  ['tokens as columns', { columns: true, before: 'none', positions: 'none' }, plain],
  ['GELU by the hyperbolic tangent, x outside', { gelu: 'tanh-fast' }, plain],
  ['the mean over tokens as pooling', { before: 'none', pool: 'pooled' }, whole('layerNorm globalAverage dense')],
  ['the class token from a list of one', { pool: 'listed' }, plain],
  ['a class token, and the mean of it and the patches', { pool: 'mean' }, whole('layerNorm globalAverage dense')],
  ['a softmax before opset 13', { opset: 11, norm: 'apart' }, plain],
  ['a mask of zeros', { within: (scores, i) => ({ output: `masked${i}`, nodes: [['Add', `${scores} zeros${i}`, `masked${i}`]], tensors: { [`zeros${i}`]: floats([1, 1, 1, 7], new Array(7).fill(0)) } }) }, plain],
  ['norms taken apart, their axes given', { opset: 18, norm: 'axes-given' }, plain],
  ['patches as rows of a dense layer, colours first', { patches: 'dense-channels-first' }, plain],
  ['a class token and the mean over patches', { pool: 'mean-of-patches' }, whole('layerNorm crop globalAverage dense')],
  ['a distillation token, and two heads that vote', { before: 'distilled', pool: 'two-heads' }, whole('layerNorm token dense token dense add')],
  ['registers beside the class token, positions for patches alone', { before: 'registers', positions: 'patches' }, plain],
  ['registers beside the class token, positions for all', { before: 'registers' }, plain],
  ['registers put in after positions were added', { before: 'registers-between', pool: 'slice' }, plain],
  ['a norm of the class token alone', { normLast: true }, plain],
  ['norms taken apart', { opset: 13, norm: 'apart', gelu: 'half-first' }, plain],
  ['norms taken apart, the deviation twice', { opset: 13, norm: 'squared', gelu: 'half-gate' }, plain],
  ['norms taken apart, by a reciprocal', { opset: 13, norm: 'reciprocal' }, plain],
  ['norms taken apart, by a power', { opset: 13, norm: 'root' }, plain],
  ['GELU by the hyperbolic tangent', { gelu: 'tanh' }, plain],
  ['GELU by the hyperbolic tangent, the cube as products', { gelu: 'tanh-factored' }, plain],
  ['GELU as one operation', { opset: 20, gelu: 'op', norm: 'op' }, plain],
  ['patches as rows of a dense layer', { patches: 'dense' }, plain],
  ['a scale for each channel at the end of a branch', { layerScale: true }, plain],
  ['an open batch, and shapes that are computed', { dynamic: true }, plain],
  ['norms after the sums', { postNorm: true, pool: 'gather' }, `conv tokens ${'conv conv conv attention attend conv add layerNorm conv gelu conv add layerNorm '.repeat(2).replace(/layerNorm $/, '')}token layerNorm layerNorm dense`],
] // prettier-ignore

describe('the normal form of a vision transformer', () => {
  it.each(LAYOUTS)('of %s computes what ONNX Runtime does', async (_, layout, ops) => {
    const { normal, all } = await compared(visionTransformer(layout))
    expect(normal.layers.map(({ op }) => op).join(' ')).toBe(ops)
    expect(all.map(({ layer }) => layer)).toContain(normal.layers.at(-1)!.name)
    // What is moved or put in has no value of the file.
    expect(all.length).toBeGreaterThanOrEqual(normal.layers.length - 5)
    expect(all[0].difference, all[0].layer).toBeLessThan(1e-5)
  })

  it('has a channel of probabilities for each head, and the norm’s own epsilon', () => {
    const { layers } = normalFrom(visionTransformer({ opset: 13, norm: 'apart', qkv: 'unbind' }))
    expect(layers.filter(({ op }) => op === 'attention')).toMatchObject([{ heads: 2 }, { heads: 2 }])
    expect(layers.filter(({ op }) => op === 'layerNorm').map((each) => (each as { epsilon?: number }).epsilon)).toEqual(new Array(5).fill(1e-6)) // prettier-ignore
  })

  it('keeps class token and positions apart, and adds several tokens up', () => {
    const one = normalFrom(visionTransformer()).weights
    expect([...one.get('tokens/bias')!.data]).toEqual([...floatsOf('cls', [1, 1, 8], 1)])
    expect([...one.get('tokens/kernel')!.data]).toEqual([...floatsOf('positions', [1, 7, 8], 0.4)])
    const two = normalFrom(visionTransformer({ before: 'distilled' }))
    const [added, cls] = [floatsOf('positions', [1, 8, 8], 0.4), floatsOf('cls', [1, 1, 8], 1)]
    expect([...two.weights.get('tokens/bias')!.data]).toEqual(new Array(8).fill(0))
    expect([...two.weights.get('tokens/kernel')!.data.subarray(0, 8)]).toEqual(Array.from(cls, (v, i) => Math.fround(v + added[i]))) // prettier-ignore
    expect(two.layers.find(({ op }) => op === 'tokens')).toMatchObject({ before: 2 })
  })
})

describe('layer normalization in other networks', () => {
  const { w, g, b } = { w: noise('w', [6, 3, 3, 3]), g: noise('g', [6], 1), b: noise('b', [6]) }
  const first: Node = ['Conv', 'x w', 'c', { pads: [1, 1, 1, 1] }]
  const perm = (output: string, from: string, perm: number[]): Node => ['Transpose', from, output, { perm }]
  const FILES: [what: string, file: File][] = [
    ['of maps with channels last', { opset: 17, nodes: [first, perm('t', 'c', [0, 2, 3, 1]), ['LayerNormalization', 't g b', 'n'], perm('u', 'n', [0, 3, 1, 2]), ['Relu', 'u', 'y']], tensors: { w, g, b } }],
    ['of maps with channels first, taken apart', { nodes: [first, ['ReduceMean', 'c', 'm', { axes: [1] }], ['Sub', 'c m', 'd'], ['Pow', 'd two', 's'], ['ReduceMean', 's', 'v', { axes: [1] }], ['Add', 'v e', 'f'], ['Sqrt', 'f', 'r'], ['Div', 'd r', 'n'], ['Mul', 'n gg', 'o'], ['Add', 'o bb', 'p'], ['Relu', 'p', 'y']], tensors: { w, gg: noise('g', [6, 1, 1], 1), bb: noise('b', [6, 1, 1]), two: floats([], [2]), e: floats([], [1e-6]) } }],
  ] // prettier-ignore
  it.each(FILES)('%s computes what ONNX Runtime does', async (_, file) => {
    const { normal, all } = await compared(onnxFile(file))
    expect(normal.layers.map(({ op }) => op)).toEqual(['conv', 'layerNorm', 'relu'])
    expect(all).toHaveLength(3)
    expect(all[0].difference, all[0].layer).toBeLessThan(1e-5)
  })

  const HALF: [what: string, file: File, message: RegExp][] = [
    ['a mean over channels alone', { nodes: [first, ['ReduceMean', 'c', 'y', { axes: [1] }]], tensors: { w } }, /^no layer is a mean over channels \(node ReduceMean_1\).*\nAllowed: .*layer normalization over channels/],
    ['a norm over positions, too', { opset: 17, nodes: [first, ['LayerNormalization', 'c g', 'y', { axis: 1 }]], tensors: { w, g: noise('g', [6, 12, 10]) } }, /^layerNorm \(node LayerNormalization_1\): over axes 1 to 3 of \(1, 6, 12, 10\) \(allowed: over the channels alone\)/],
  ] // prettier-ignore
  it.each(HALF)('%s is refused with its node', (_, file, message) => {
    expect(() => normalFrom(onnxFile(file))).toThrow(message)
  })
})

const floatsOf = (name: string, shape: number[], scale: number) => {
  const { buffer, byteOffset, byteLength } = noise(name, shape, scale).rawData
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength))
}

describe('names of a transformer’s layers', () => {
  const block = (n: number) =>
    'norm1 query key value attention mixed project middle norm2 expand.pre expand contract'
      .split(' ')
      .map((part) => `block${n}.${part}`)
      .concat(`block${n}`)
  const names = (layout: Layout) => normalFrom(visionTransformer(layout)).layers.map(({ name }) => name)
  const huggingFace = (i: number, output: string) => `/vit/encoder/layer.${i % 3}/attention/attention/${output}`

  it('say what each is, whatever the file calls it', () => {
    const wanted = ['patch', 'tokens', ...block(1), ...block(2), 'class', 'norm', 'logits']
    expect(names({})).toEqual(wanted)
    expect(names({ names: huggingFace })).toEqual(wanted)
    expect(names({ qkv: 'unbind', tokensFirst: true, before: 'registers-between' })).toEqual(wanted)
  })

  it('say what stands after the blocks', () => {
    const end = (layout: Layout) => names(layout).slice(28)
    expect(end({ before: 'none', pool: 'mean' })).toEqual(['norm', 'average', 'logits'])
    expect(end({ before: 'distilled', pool: 'two-heads' })).toEqual(['norm', 'class', 'class.logits', 'distillation', 'distillation.logits', 'logits']) // prettier-ignore
    expect(end({ pool: 'twice' })).toEqual(['norm', 'class', 'token1', 'concat1', 'logits'])
    const after = names({ postNorm: true })
    expect(new Set(after).size).toBe(after.length)
    expect(after.at(-1)).toBe('logits')
  })
})

describe('what no transformer of ours can be', () => {
  const added = (shape: number[]): Layout => ({
    within: (scores, i) => ({
      output: `masked${i}`,
      nodes: [['Add', `${scores} mask${i}`, `masked${i}`]],
      tensors: { [`mask${i}`]: noise('mask', shape) },
    }),
  })
  const between = (nodes: (scores: string, i: number) => Node[]): Layout => ({
    within: (scores, i) => ({ output: `masked${i}`, nodes: nodes(scores, i) }),
  })
  const REFUSED: [what: string, layout: Layout, message: RegExp][] = [
    ['a relative position bias', added([1, 2, 7, 7]), /^add \(node Add_\d+\): a constant of shape \(1, 2, 7, 7\) added to the scores of attention, as masks and relative positions are \(allowed: a factor\)/],
    ['a mask', added([7, 7]), /^add \(node Add_\d+\): a constant of shape \(7, 7\) added to the scores of attention/],
    ['scores that are not a softmax’s', between((scores, i) => [['Relu', scores, `masked${i}`]]), /^softmax \(node Softmax_\d+\): of scores of attention that are changed before by relu \(node Relu_\d+\) \(allowed: a factor\)/],
    ['attention within windows', { before: 'none', pool: 'mean', windows: true }, /^matMul \(node MatMul_\d+\): a product of layers whose operand \(2, 2, 3, 4\) is not 6 tokens × channels for each head, as in windowed or linear attention \(allowed: attention of every head over all tokens\)/],
    ['a softmax over the queries', between((scores, i) => [['Softmax', scores, `masked${i}`, { axis: -2 }]]), /^softmax \(node Softmax_\d+\): over axis 2 of the scores \(1, 2, 7, 7\) \(allowed: that of the keys\)/],
  ] // prettier-ignore
  it.each(REFUSED)('%s is refused with its node', (_, layout, message) => {
    expect(() => normalFrom(visionTransformer(layout))).toThrow(message)
  })
})
