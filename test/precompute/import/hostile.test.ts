import { describe, expect, it } from 'vitest'
import { Failure } from '../../../precompute/failure.ts'
import { LIMITS } from '../../../precompute/import/graph.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'
import { graphFrom, normalFrom } from './imported.ts'
import { floats, noise, onnxFile, wholes, type File, type Node } from './onnxFile.ts'

/** Of every kind of part: raw and listed numbers, attributes of each type, shapes that are computed. */
const file: File = {
  input: [1, 3, 8, 8],
  nodes: [
    ['Conv', 'x w b', 'c', { pads: [1, 1, 1, 1], strides: [2, 2] }],
    ['BatchNormalization', 'c s s s s', 'n', { epsilon: { float: 1e-3 } }],
    ['Clip', 'n lo hi', 'r'],
    ['MaxPool', 'r', 'm', { kernel_shape: [2, 2], auto_pad: 'SAME_UPPER' }],
    ['Transpose', 'm', 't', { perm: [0, 2, 3, 1] }],
    ['Shape', 't', 'sh'],
    ['Gather', 'sh zero', 'g'],
    ['Concat', 'g minus', 'to', { axis: 0 }],
    ['Reshape', 't to', 'f'],
    ['Gemm', 'f k', 'd', { transB: 1 }],
    ['Softmax', 'd', 'y', { axis: -1 }],
  ],
  tensors: {
    w: noise('w', [4, 3, 3, 3]),
    b: noise('b', [4]),
    s: floats([4], [1, 2, 3, 4]),
    lo: floats([], [0]),
    hi: floats([], [6]),
    zero: wholes([0]),
    minus: wholes([-1]),
    k: noise('k', [5, 64]),
  },
}
const whole = onnxFile(file)

const outcome = (bytes: Uint8Array): 'imported' | Failure => {
  try {
    normalFrom(bytes)
    return 'imported'
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

describe('a damaged file', () => {
  it('of any of 10,000 kinds is read or refused with a reason, and soon', () => {
    const rng = createRng(0, 'damage')
    const below = (n: number) => Math.floor(rng.uniform() * n)
    let refused = 0
    let slowest = 0
    for (let i = 0; i < 10_000; i++) {
      const bytes = whole.slice(0, i % 5 === 0 ? below(whole.length) : whole.length)
      const changes = 1 + below(6)
      for (let c = 0; c < changes && bytes.length > 0; c++) {
        const at = below(bytes.length)
        // Lengths, tags and counts are small numbers and their neighbours; others are any.
        if (c % 3 === 0) bytes[at] = below(256)
        else if (c % 3 === 1) bytes[at] ^= 1 << below(8)
        else bytes.copyWithin(at, below(bytes.length), below(bytes.length))
      }
      const start = performance.now()
      const found = outcome(bytes)
      slowest = Math.max(slowest, performance.now() - start)
      if (found === 'imported') continue
      refused++
      expect(found.message.length).toBeGreaterThan(20)
    }
    expect(refused).toBeGreaterThan(5000)
    expect(slowest).toBeLessThan(2000)
  }, 120_000)

  it('is told where it ends', () => {
    expect(() => graphFrom(whole.subarray(0, whole.length / 2))).toThrow(/not a whole ONNX file: a part of \d+ bytes at byte \d+, where \d+ are left/) // prettier-ignore
    expect(() => graphFrom(new Uint8Array())).toThrow('there is no graph in it')
  })

  it('is not followed into nesting without end', () => {
    // A graph within a node's attribute within a graph: fields 7, 1, 5 and 6.
    let inner = new Uint8Array()
    const wrap = (field: number, bytes: Uint8Array) => {
      const length: number[] = []
      for (let n = bytes.length; ; n = Math.floor(n / 128)) {
        length.push((n % 128) + (n >= 128 ? 128 : 0))
        if (n < 128) break
      }
      return Uint8Array.of(field * 8 + 2, ...length, ...bytes)
    }
    for (let depth = 0; depth < 400; depth++) inner = wrap(1, wrap(5, wrap(6, inner)))
    expect(() => graphFrom(wrap(7, inner))).toThrow(`parts nested deeper than ${LIMITS.depth}`)
  })

  it('that says more numbers than it has is refused before memory is taken for them', () => {
    const before = process.memoryUsage().arrayBuffers
    const lying = (dims: number[]) =>
      onnxFile({ nodes: [['Conv', 'x w', 'y']], tensors: { w: { ...floats([1], [1]), dims: dims.map(BigInt) } } })
    expect(() => graphFrom(lying([2 ** 20, 3, 1, 1]))).toThrow('4 bytes for (1048576, 3, 1, 1) of float, which take 12582912') // prettier-ignore
    expect(() => graphFrom(lying([2 ** 40, 2 ** 40]))).toThrow('a file may have 268435456 numbers in all')
    expect(() => graphFrom(lying([-1, 3]))).toThrow('shape (-1, 3)')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2e7)
  })

  it('that computes more numbers than the bound is refused before they are', () => {
    const nodes: File['nodes'] = [
      ['ConstantOfShape', 's', 'big'],
      ['Reshape', 'x big', 'y'],
    ]
    expect(() => normalFrom(onnxFile({ nodes, tensors: { s: wholes([2 ** 20, 2 ** 20]) } }))).toThrow(
      'constantOfShape (node ConstantOfShape_0) makes a tensor of shape (1048576, 1048576)',
    )
    // One that is within it, again and again.
    const many = Array.from({ length: 40 }, (_, i): Node => ['ConstantOfShape', 's', `c${i}`])
    const joined: Node = ['Concat', many.map(([, , name]) => name).join(' '), 'big', { axis: 0 }]
    const last: Node = ['Add', 'x big', 'y']
    const start = performance.now()
    const repeated = onnxFile({ nodes: [...many, joined, last], tensors: { s: wholes([2 ** 20]) } })
    expect(() => normalFrom(repeated)).toThrow('numbers here: four times those that the file has')
    expect(performance.now() - start).toBeLessThan(5000)
    const range: File['nodes'] = [
      ['Range', 'a b c', 'big'],
      ['Reshape', 'x big', 'y'],
    ]
    const tensors = { a: wholes([0], true), b: wholes([2 ** 40], true), c: wholes([1], true) }
    expect(() => normalFrom(onnxFile({ nodes: range, tensors }))).toThrow('range (node Range_0) makes a tensor')
  })

  it('of another opset, or of two inputs, says what is allowed', () => {
    expect(() => graphFrom(onnxFile({ ...file, opset: 6 }))).toThrow('test.onnx has opset 6\nAllowed: 7 to 21.')
    expect(() => graphFrom(onnxFile({ ...file, opset: 22 }))).toThrow('test.onnx has opset 22')
    expect(() => graphFrom(onnxFile({ ...file, input: [1, 3, 8, 8, 8] }))).toThrow('input x of shape (1, 3, 8, 8, 8)')
  })
})
