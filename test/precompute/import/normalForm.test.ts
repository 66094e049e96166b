import { create } from '@bufbuild/protobuf'
import { StringStringEntryProtoSchema } from 'onnx-buf'
import { describe, expect, it } from 'vitest'
import { compared, normalFrom, opsOf } from './imported.ts'
import { floats, halves, noise, onnxFile, typed, wholes, type File, type Node } from './onnxFile.ts'

const positive = (name: string, count: number) =>
  floats(
    [count],
    Float32Array.from({ length: count }, (_, i) => 0.5 + ((i * 7 + name.length) % 5) / 4),
  )
/** Parameters of batch normalization, and of a convolution of that many filters. */
const norm = (name: string, count: number) => ({
  [`${name}s`]: noise(`${name}s`, [count]),
  [`${name}b`]: noise(`${name}b`, [count]),
  [`${name}m`]: noise(`${name}m`, [count]),
  [`${name}v`]: positive(name, count),
})
const w = noise('w', [6, 3, 3, 3])
const v = noise('v', [8, 6, 3, 3], 0.3)
const point = noise('p', [6, 6, 1, 1])
const pads = { pads: [1, 1, 1, 1] }

/** Each is compared with ONNX Runtime, layer by layer; then the operations that it must come to. */
const FILES: [what: string, file: File, ops: string | null][] = [
  ['a convolution without a bias', { nodes: [['Conv', 'x w', 'y', pads]], tensors: { w } }, 'conv'],
  ['batch normalization after a convolution', { nodes: [['Conv', 'x w', 'c', pads], ['BatchNormalization', 'c ns nb nm nv', 'y']], tensors: { w, ...norm('n', 6) } }, 'conv'],
  ['batch normalization after a ReLU, before a convolution without padding', { nodes: [['Conv', 'x w', 'c'], ['Relu', 'c', 'r'], ['BatchNormalization', 'r ns nb nm nv', 'n'], ['Conv', 'n v', 'y']], tensors: { w, v, ...norm('n', 6) } }, 'conv relu conv'],
  ['batch normalization after a ReLU, before a convolution with padding', { nodes: [['Conv', 'x w', 'c'], ['Relu', 'c', 'r'], ['BatchNormalization', 'r ns nb nm nv', 'n'], ['Conv', 'n v', 'y', pads]], tensors: { w, v, ...norm('n', 6) } }, 'conv relu conv conv'],
  ['batch normalization that two layers read', { nodes: [['Conv', 'x w', 'c'], ['Relu', 'c', 'r'], ['BatchNormalization', 'r ns nb nm nv', 'n'], ['Conv', 'n p', 'q'], ['Add', 'q n', 'y']], tensors: { w, p: point, ...norm('n', 6) } }, 'conv relu conv conv add'],
  ['SAME_UPPER with a stride', { nodes: [['Conv', 'x w', 'y', { auto_pad: 'SAME_UPPER', strides: [2, 3], kernel_shape: [3, 3] }]], tensors: { w } }, 'conv'],
  ['SAME_LOWER with a stride', { nodes: [['Conv', 'x w', 'y', { auto_pad: 'SAME_LOWER', strides: [2, 2], kernel_shape: [3, 3] }]], tensors: { w } }, 'conv'],
  ['padding of four numbers', { nodes: [['Conv', 'x w', 'y', { pads: [0, 2, 1, 0], strides: [1, 2] }]], tensors: { w } }, 'conv'],
  ['padding wider than the kernel', { nodes: [['Conv', 'x k', 'y', { pads: [1, 2, 1, 2] }]], tensors: { k: noise('k', [4, 3, 1, 1]) } }, 'conv'],
  ['a stride and dilation that differ along the axes', { nodes: [['Conv', 'x w', 'y', { dilations: [2, 1], strides: [1, 2], pads: [2, 1, 2, 1] }]], tensors: { w } }, 'conv'],
  ['depthwise and grouped convolutions', { nodes: [['Conv', 'x w', 'c', pads], ['Conv', 'c d', 'e', { group: 6, ...pads, strides: [2, 2] }], ['Conv', 'e g', 'y', { group: 3 }]], tensors: { w, d: noise('d', [12, 1, 3, 3]), g: noise('g', [6, 4, 1, 1]) } }, 'conv conv conv'],
  ['a largest value with ceil_mode', { input: [1, 3, 11, 10], nodes: [['MaxPool', 'x', 'y', { kernel_shape: [3, 2], strides: [2, 3], ceil_mode: 1, pads: [1, 0, 0, 0] }]] }, 'maxPool'],
  ['a mean that counts padding, and one that does not', { nodes: [['AveragePool', 'x', 'a', { kernel_shape: [3, 3], ...pads, count_include_pad: 1 }], ['AveragePool', 'a', 'y', { kernel_shape: [3, 3], ...pads, strides: [2, 2] }]] }, 'avgPool avgPool'],
  ['a mean over all positions, written as pooling', { nodes: [['AveragePool', 'x', 'y', { kernel_shape: [12, 10] }]] }, 'globalAverage'],
  ['means over axes', { nodes: [['ReduceMean', 'x', 'r', { axes: [3], keepdims: 1 }], ['ReduceMean', 'r', 'y', { axes: [2], keepdims: 0 }]] }, 'avgPool globalAverage'],
  ['the largest of each channel', { nodes: [['GlobalMaxPool', 'x', 'y']] }, 'maxPool'],
  ['Flatten before a dense layer', { nodes: [['Conv', 'x w', 'c'], ['Flatten', 'c', 'f'], ['Gemm', 'f m b', 'y', { transB: 1, alpha: { float: 0.5 } }]], tensors: { w, m: noise('m', [5, 480], 0.05), b: noise('b', [5]) } }, 'conv dense'],
  ['reshape and product in place of a dense layer', { nodes: [['Reshape', 'x s', 'f'], ['MatMul', 'f m', 'p'], ['Add', 'p b', 'y']], tensors: { s: wholes([1, -1]), m: noise('m', [360, 5], 0.05), b: noise('b', [1, 5]) } }, 'dense'],
  ['a shape that the file computes', { input: [null, 3, 12, 10], nodes: [['Shape', 'x', 's'], ['Gather', 's z', 'g'], ['Unsqueeze', 'g zs', 'u'], ['Concat', 'u m1', 't', { axis: 0 }], ['Reshape', 'x t', 'f'], ['MatMul', 'f m', 'y']], tensors: { z: wholes([0], true), zs: wholes([0]), m1: wholes([-1]), m: noise('m', [360, 5], 0.05) } }, 'dense'],
  ['axes turned to channels last and flattened', { nodes: [['Transpose', 'x', 't', { perm: [0, 2, 3, 1] }], ['Reshape', 't s', 'f'], ['MatMul', 'f m', 'y']], tensors: { s: wholes([1, -1]), m: noise('m', [360, 5], 0.05) } }, 'dense'],
  ['a product with the channels at each position', { nodes: [['Transpose', 'x', 't', { perm: [0, 2, 3, 1] }], ['MatMul', 't m', 'y']], tensors: { m: noise('m', [3, 7]) } }, 'conv'],
  ['an input with channels last', { input: [1, 12, 10, 3], nodes: [['Transpose', 'x', 't', { perm: [0, 3, 1, 2] }], ['Conv', 't w', 'c', pads], ['Transpose', 'c', 'u', { perm: [0, 2, 3, 1] }], ['Relu', 'u', 'y']], tensors: { w } }, 'conv relu'],
  ['channels shuffled', { nodes: [['Conv', 'x w', 'c'], ['Reshape', 'c a', 'r'], ['Transpose', 'r', 't', { perm: [0, 2, 1, 3, 4] }], ['Reshape', 't b', 's'], ['Conv', 's v', 'y']], tensors: { w, v, a: wholes([1, 2, 3, 10, 8]), b: wholes([1, 6, 10, 8]) } }, 'conv pick conv'],
  ['a shortcut of every second position with channels of zeros', { nodes: [['Conv', 'x w', 'c', { ...pads, strides: [2, 2] }], ['Slice', 'x s e a t', 'h'], ['Pad', 'h q', 'z'], ['Add', 'c z', 'y']], tensors: { w, s: wholes([0, 0]), e: wholes([2 ** 31, 2 ** 31]), a: wholes([2, 3]), t: wholes([2, 2]), q: wholes([0, 1, 0, 0, 0, 2, 0, 0]) } }, 'conv crop pick add'],
  ['channels split and joined in another order', { nodes: [['Conv', 'x w', 'c'], ['Split', 'c l', 'a b', { axis: 1 }], ['Concat', 'b a', 'y', { axis: -3 }]], tensors: { w, l: wholes([2, 4]) } }, 'conv pick pick concat'],
  ['zeros around the input as a node', { nodes: [['Pad', 'x q', 'z'], ['Conv', 'z w', 'y']], tensors: { w, q: wholes([0, 0, 1, 2, 0, 0, 0, 1]) } }, 'conv'],
  ['mean and deviation at the start', { nodes: [['Sub', 'x m', 's'], ['Div', 's d', 'n'], ['Conv', 'n w', 'y', pads]], tensors: { w, m: floats([1, 3, 1, 1], [0.4, 0.5, 0.6]), d: floats([3, 1, 1], [0.2, 0.3, 0.4]) } }, 'conv'],
  ['factors for each channel that the network computes', { nodes: [['Conv', 'x w', 'c'], ['GlobalAveragePool', 'c', 'g'], ['Conv', 'g a', 'h'], ['Relu', 'h', 'i'], ['Conv', 'i b', 'j'], ['Sigmoid', 'j', 'k'], ['Mul', 'k c', 'y']], tensors: { w, a: noise('a', [2, 6, 1, 1]), b: noise('b', [6, 2, 1, 1]) } }, 'conv globalAverage dense relu dense sigmoid multiply'],
  ['the same through a dense layer and a reshape', { nodes: [['Conv', 'x w', 'c'], ['ReduceMean', 'c', 'g', { axes: [2, 3], keepdims: 0 }], ['Gemm', 'g a', 'h'], ['HardSigmoid', 'h', 'k'], ['Reshape', 'k s', 'r'], ['Mul', 'c r', 'y']], tensors: { w, a: noise('a', [6, 6]), s: wholes([-1, 6, 1, 1]) } }, 'conv globalAverage dense hardSigmoid multiply'],
  ['hard swish taken apart', { nodes: [['Conv', 'x w', 'c'], ['Add', 'c three', 'a'], ['Clip', 'a', 'l', { min: { float: 0 }, max: { float: 6 } }], ['Mul', 'c l', 'm'], ['Div', 'm six', 'y']], opset: 9, tensors: { w, three: floats([], [3]), six: floats([], [6]) } }, 'conv hardSwish'],
  ['SiLU taken apart', { nodes: [['Conv', 'x w', 'c'], ['Sigmoid', 'c', 's'], ['Mul', 'c s', 'y']], tensors: { w } }, 'conv silu'],
  ['GELU taken apart', { nodes: [['Conv', 'x w', 'c'], ['Div', 'c q', 'd'], ['Erf', 'd', 'e'], ['Add', 'e one', 'f'], ['Mul', 'c f', 'g'], ['Mul', 'g h', 'y']], tensors: { w, q: floats([], [Math.SQRT2]), one: floats([], [1]), h: floats([], [0.5]) } }, 'conv gelu'],
  ['GELU of opset 20', { opset: 20, nodes: [['Conv', 'x w', 'c'], ['Gelu', 'c', 'g'], ['Gelu', 'g', 'y', { approximate: 'tanh' }]], tensors: { w } }, 'conv gelu gelu'],
  ['HardSwish of opset 14', { opset: 14, nodes: [['Conv', 'x w', 'c'], ['HardSwish', 'c', 'y']], tensors: { w } }, 'conv hardSwish'],
  ['a ReLU that ends at 6', { nodes: [['Conv', 'x w', 'c'], ['Clip', 'c z six', 'y']], tensors: { w, z: floats([], [0]), six: floats([], [6]) } }, 'conv relu6'],
  ['other nonlinearities', { nodes: [['Conv', 'x w', 'c'], ['PRelu', 'c s', 'p'], ['Elu', 'p', 'e', { alpha: { float: 0.3 } }], ['LeakyRelu', 'e', 'l', { alpha: { float: 0.2 } }], ['Tanh', 'l', 't'], ['Softplus', 't', 'y']], tensors: { w, s: noise('s', [6, 1, 1]) } }, 'conv prelu elu leakyRelu tanh softplus'],
  ['a clip between two numbers', { nodes: [['Conv', 'x w', 'c'], ['Clip', 'c a b', 'y']], tensors: { w, a: floats([], [-1]), b: floats([], [2]) } }, 'conv hardSigmoid conv'],
  ['one layer less another', { nodes: [['Conv', 'x w', 'c', pads], ['Conv', 'x u', 'd', pads], ['Sub', 'c d', 'y']], tensors: { w, u: noise('u', [6, 3, 3, 3]) } }, 'conv conv add'],
  ['sums of three', { nodes: [['Conv', 'x w', 'c'], ['Relu', 'c', 'r'], ['Sum', 'c r c', 'y']], tensors: { w } }, null],
  ['local response normalization', { nodes: [['LRN', 'x', 'y', { size: 3, alpha: { float: 0.3 }, beta: { float: 0.6 }, bias: { float: 1.5 } }]] }, 'lrn'],
  ['a transposed convolution', { nodes: [['ConvTranspose', 'x t b', 'y', { strides: [2, 3], pads: [1, 0, 0, 2], output_padding: [1, 0] }]], tensors: { t: noise('t', [3, 5, 3, 4]), b: noise('b', [5]) } }, 'deconv'],
  ['a transposed convolution in groups', { nodes: [['Conv', 'x w', 'c'], ['ConvTranspose', 'c t', 'y', { strides: [2, 2], group: 2, dilations: [2, 2] }]], tensors: { w, t: noise('t', [6, 2, 2, 2]) } }, 'conv deconv'],
  ['upsampling of opset 9', { opset: 9, nodes: [['Upsample', 'x s', 'y', { mode: 'nearest' }]], tensors: { s: floats([4], [1, 1, 2, 3]) } }, 'resize'],
  ['linear resizing', { nodes: [['Resize', 'x - s', 'y', { mode: 'linear', coordinate_transformation_mode: 'half_pixel' }]], tensors: { s: floats([4], [1, 1, 2, 2]) } }, 'resize'],
  ['resizing with aligned corners to a size', { nodes: [['Resize', 'x - - s', 'y', { mode: 'linear', coordinate_transformation_mode: 'align_corners' }]], tensors: { s: wholes([1, 3, 7, 23]) } }, 'resize'],
  ['nearest resizing that halves', { nodes: [['Resize', 'x - s', 'y', { mode: 'nearest', coordinate_transformation_mode: 'half_pixel', nearest_mode: 'round_prefer_floor' }]], tensors: { s: floats([4], [1, 1, 0.5, 0.5]) } }, 'resize'],
  ['blocks of channels to pixels', { nodes: [['Conv', 'x f', 'c'], ['DepthToSpace', 'c', 'd', { blocksize: 2, mode: 'CRD' }], ['Conv', 'd p', 'e'], ['Relu', 'e', 'y']], tensors: { f: noise('f', [8, 3, 3, 3]), p: noise('p', [4, 2, 1, 1]) } }, 'conv deconv conv relu'],
  ['classes by a convolution and a mean', { nodes: [['Conv', 'x w', 'c'], ['GlobalAveragePool', 'c', 'g'], ['Flatten', 'g', 'f'], ['Softmax', 'f', 'y']], tensors: { w } }, 'conv globalAverage softmax'],
  ['a softmax before opset 13', { opset: 11, nodes: [['GlobalAveragePool', 'x', 'g'], ['Softmax', 'g', 'y']] }, 'globalAverage softmax'],
  ['dropout, casts and names for a value', { nodes: [['Conv', 'x w', 'c'], ['Dropout', 'c', 'd'], ['Identity', 'd', 'i'], ['Cast', 'i', 'a', { to: 1 }], ['Relu', 'a', 'y']], tensors: { w } }, 'conv relu'],
  ['weights that a node computes', { nodes: [['Constant', '', 'k', { value: { tensor: w } }], ['Mul', 'k two', 'm'], ['Transpose', 'm', 't', { perm: [0, 1, 3, 2] }], ['Conv', 'x t', 'y']], tensors: { two: floats([], [2]) } }, 'conv'],
  ['weights in lists', { nodes: [['Conv', 'x t', 'y']], tensors: { t: typed([2, 3, 1, 1], [1, 2, 3, -1, -2, -3]) } }, 'conv'],
  ['a grey input', { input: [1, 1, 9, 7], nodes: [['Conv', 'x w', 'y']], tensors: { w: noise('w', [4, 1, 3, 3]) } }, 'conv'],
] // prettier-ignore

describe('the normal form of an ONNX file', () => {
  it.each(FILES)('of %s computes what ONNX Runtime does', async (_, file, ops) => {
    const { normal, all } = await compared(onnxFile(file))
    expect(all.length).toBeGreaterThan(0)
    expect(all.map(({ layer }) => layer)).toContain(normal.layers.at(-1)!.name)
    expect(all[0].difference, all[0].layer).toBeLessThan(1e-5)
    if (ops !== null) expect(opsOf(normal).join(' ')).toBe(ops)
  })

  it('reads weights in half precision as the numbers they are', () => {
    const { weights } = normalFrom(
      onnxFile({ nodes: [['Conv', 'x t', 'y']], tensors: { t: halves([1, 3, 1, 1], [0.5, -1.25, 3]) } }),
    )
    expect([...weights.get('conv1/kernel')!.data]).toEqual([0.5, -1.25, 3])
  })

  it('reads weights that lie in a file beside it', () => {
    const bytes = new Uint8Array(Float32Array.of(9, 1, 2, 3).buffer)
    const entry = (key: string, value: string) => create(StringStringEntryProtoSchema, { key, value })
    const t = { ...floats([1, 3, 1, 1], []), rawData: new Uint8Array(), dataLocation: 1 }
    const file = (location: string) =>
      onnxFile({
        nodes: [['Conv', 'x t', 'y']],
        tensors: { t: { ...t, externalData: [entry('location', location), entry('offset', '4')] } as never },
      })
    expect([...normalFrom(file('w.bin'), { beside: { 'w.bin': bytes } }).weights.get('conv1/kernel')!.data]).toEqual([1, 2, 3])
    expect(() => normalFrom(file('other.bin'))).toThrow('its numbers are in "other.bin", which is not beside the file')
  }) // prettier-ignore

  it('puts what the graph makes of its input first into how images enter', () => {
    const { entering } = normalFrom(onnxFile(FILES.find(([what]) => what === 'mean and deviation at the start')![1]))
    entering.scale.forEach((value, i) => expect(value).toBeCloseTo([5, 10 / 3, 2.5][i], 6))
    entering.offset.forEach((value, i) => expect(value).toBeCloseTo([-2, -5 / 3, -1.5][i], 6))
  })

  it('adds a softmax after scores of classes, and says so', () => {
    const file = onnxFile({ nodes: [['GlobalAveragePool', 'x', 'y']] })
    const { layers, notes, scores } = normalFrom(file, { classes: true })
    expect(layers.map(({ op }) => op)).toEqual(['globalAverage', 'softmax'])
    expect(scores).toEqual({ layer: 'average', units: 3 })
    expect(notes).toEqual(['A softmax is added after the scores that the file puts out.'])
  })

  it('leaves the logarithm and the choice of the largest at the end out, and says so', () => {
    const file = onnxFile({ nodes: [['GlobalAveragePool', 'x', 'g'], ['LogSoftmax', 'g', 's', { axis: 1 }], ['ArgMax', 's', 'y', { axis: 1 }]] }) // prettier-ignore
    const { layers, notes } = normalFrom(file)
    expect(layers.map(({ op }) => op)).toEqual(['globalAverage', 'softmax'])
    expect(notes).toHaveLength(2)
  })
})

describe('names of layers', () => {
  const named = (...names: string[]) => {
    const nodes = names.map((_, i): Node => (i % 2 === 0 ? ['Conv', `v${i} p`, `v${i + 1}`] : ['Relu', `v${i}`, `v${i + 1}`])) // prettier-ignore
    const first: Node = ['Conv', 'x w', 'v0']
    const bytes = onnxFile({ nodes: [first, ...nodes], tensors: { w, p: point }, names: ['stem', ...names] })
    return normalFrom(bytes).layers.map(({ name }) => name)
  }

  it('are those of the file’s modules, a nonlinearity after its layer', () => {
    expect(named('/layer1/layer1.0/conv1/Conv', '/layer1/layer1.0/Relu')).toEqual([
      'stem',
      'layer1.0.conv1.pre',
      'layer1.0.conv1',
    ])
    expect(named('model\\block 1/conv:a', 'r')).toEqual(['stem', 'model.block_1.conv_a.pre', 'model.block_1.conv_a'])
  })

  it('are counted where the file has none, or one twice', () => {
    expect(named('/0/Conv', '/1/Relu', '/2/Conv')).toEqual(['conv1', 'conv2.pre', 'conv2', 'conv3'])
    expect(named('stem', '')).toEqual(['conv1', 'conv2.pre', 'conv2'])
    expect(named('Conv_3', 'Relu_4')).toEqual(['conv1', 'conv2.pre', 'conv2'])
  })
})

describe('what no layer can be', () => {
  const REFUSED: [what: string, file: File, message: string][] = [
    ['an unknown operation', { nodes: [['Conv', 'x w', 'c'], ['Mish', 'c', 'y']], tensors: { w } }, 'unknown operation: Mish (node Mish_1)\nThere are: conv, depthwiseConv'],
    ['a convolution over one axis', { nodes: [['Conv', 'x w', 'y', { kernel_shape: [3] }]], tensors: { w } }, 'unknown operation: Conv over 1 axes (node Conv_0)'],
    ['a value that no node makes', { nodes: [['Relu', 'nowhere', 'y']] }, 'relu (node Relu_0) reads nowhere, which no node before it makes'],
    ['nodes in a circle', { nodes: [['Add', 'x b', 'a'], ['Relu', 'a', 'b']], outputs: ['b'] }, 'add (node Add_0) reads b, which no node before it makes'],
    ['a value that two nodes make', { nodes: [['Relu', 'x', 'y'], ['Relu', 'x', 'y']] }, 'the file has two nodes that make y'],
    ['a kernel for other channels', { nodes: [['Conv', 'x v', 'y']], tensors: { v } }, 'kernels of 6 channels in 1 groups, 8 filters, for 3 channels'],
    ['a shape that does not fit', { nodes: [['Reshape', 'x s', 'y']], tensors: { s: wholes([1, 7]) } }, '(1, 3, 12, 10) has not the numbers of (1, 7)'],
    ['a window larger than its input', { nodes: [['Conv', 'x k', 'y']], tensors: { k: noise('k', [1, 3, 15, 3]) } }, 'a 15×3 window does not fit its 12×10 input'],
    ['a constant that differs from position to position', { nodes: [['Add', 'x c', 'y']], tensors: { c: noise('c', [12, 10]) } }, 'differs from position to position'],
    ['padding that is not of zeros', { nodes: [['Pad', 'x q', 'y', { mode: 'reflect' }]], tensors: { q: wholes([0, 0, 1, 1, 0, 0, 1, 1]) } }, 'with reflect (allowed: zeros)'],
  ] // prettier-ignore
  it.each(REFUSED)('%s is refused with its node', (_, file, message) => {
    expect(() => normalFrom(onnxFile(file))).toThrow(message)
  })
})
