import { describe, expect, it } from 'vitest'
import { readSafetensors, writeSafetensors, type StoredTensor } from '../../src/model/safetensors.ts'

/** A file whose header is `header` (text as it is, else JSON), followed by `length` bytes of data. */
function file(header: unknown, length = 0): Uint8Array {
  const json = typeof header === 'string' ? header : JSON.stringify(header)
  return withHeader(new TextEncoder().encode(json), length)
}

function withHeader(header: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(8 + header.length + length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true)
  bytes.set(header, 8)
  return bytes
}

const entry = (shape: unknown, begin: number, end: number, dtype: unknown = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
})

describe('readSafetensors', () => {
  it('reads a file written by hand', () => {
    const bytes = file({ b: entry([2], 6, 10, 'F16'), a: entry([], 2, 6), c: entry([1, 1], 0, 2, 'F16') }, 10)
    const view = new DataView(bytes.buffer)
    const start = bytes.length - 10
    view.setUint16(start, 0xbc00, true) // −1
    view.setFloat32(start + 2, 0.1, true)
    view.setUint16(start + 6, 0x3555, true)
    view.setUint16(start + 8, 0x7bff, true)
    expect([...readSafetensors(bytes)]).toEqual([
      ['b', { shape: [2], data: Float32Array.of(0.333251953125, 65504) }],
      ['a', { shape: [], data: Float32Array.of(0.1) }],
      ['c', { shape: [1, 1], data: Float32Array.of(-1) }],
    ])
  })

  it('reads from the middle of a buffer, as Node gives small files', () => {
    const bytes = file({ a: entry([1], 0, 4) }, 4)
    const shifted = new Uint8Array(bytes.length + 3).subarray(3)
    shifted.set(bytes)
    expect(readSafetensors(shifted).get('a')!.data).toEqual(Float32Array.of(0))
  })

  it('accepts metadata, trailing spaces, empty tensors and a file without tensors', () => {
    const empty = file(`{"__metadata__":{"a":"b"},"none":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]}}   `)
    expect([...readSafetensors(empty)]).toEqual([['none', { shape: [0, 3], data: new Float32Array() }]])
    expect(readSafetensors(file({})).size).toBe(0)
  })

  it('takes __proto__ and constructor for the names they are', () => {
    const json = `{"__proto__":${JSON.stringify(entry([1], 0, 4))},"constructor":${JSON.stringify(entry([1], 4, 8))}}`
    expect([...readSafetensors(file(json, 8)).keys()]).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).dtype).toBeUndefined()
  })

  const HOSTILE: [string, Uint8Array, string][] = [
    ['no header length', new Uint8Array(7), '7 bytes are too few for a header length of 8'],
    [
      'a header longer than the file',
      file({}).subarray(0, 9),
      'header of 2 bytes in a file of 9; the file is truncated',
    ],
    ['a header of 200 MB', withLength(200_000_000n), 'header of 200000000 bytes (at most 100000000)'],
    [
      'a header length past 2⁵³',
      withLength(2n ** 64n - 1n),
      'header of 18446744073709552000 bytes (at most 100000000)',
    ],
    ['a header that is not UTF-8', withHeader(Uint8Array.of(0x7b, 0xff, 0x7d), 0), 'the header is not UTF-8'],
    ['an overlong encoding of a brace', withHeader(Uint8Array.of(0xc1, 0xbb), 0), 'the header is not UTF-8'],
    ['a header that is not JSON', file('{"a":'), 'the header is not JSON'],
    ['an empty header', file(''), 'the header is not JSON'],
    ['an array for a header', file([]), 'the header is not a JSON object'],
    ['null for a header', file('null'), 'the header is not a JSON object'],
    [
      'null for a tensor',
      file({ a: null }),
      'tensor a has dtype undefined (allowed: F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL)',
    ],
    [
      'an unknown dtype',
      file({ a: entry([1], 0, 2, 'F8_E4M3') }, 2),
      'tensor a has dtype F8_E4M3 (allowed: F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL)',
    ],
    [
      'an object for a dtype',
      file({ a: entry([1], 0, 2, { toString: 1 }) }, 2),
      'tensor a has dtype {"toString":1} (allowed: F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL)',
    ],
    [
      'a dtype inherited by Object',
      file({ a: entry([1], 0, 4, 'constructor') }, 4),
      'tensor a has dtype constructor (allowed: F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL)',
    ],
    [
      'no shape',
      file({ a: { dtype: 'F32', data_offsets: [0, 4] } }, 4),
      'tensor a has shape undefined (non-negative integers only)',
    ],
    ['a negative extent', file({ a: entry([-1], 0, 4) }, 4), 'tensor a has shape [-1] (non-negative integers only)'],
    [
      'a fractional extent',
      file({ a: entry([1.5], 0, 6) }, 6),
      'tensor a has shape [1.5] (non-negative integers only)',
    ],
    [
      'an extent past 2⁵³',
      file('{"a":{"dtype":"F32","shape":[9007199254740993],"data_offsets":[0,4]}}', 4),
      'tensor a has shape [9007199254740992] (non-negative integers only)',
    ],
    [
      'a shape whose size overflows',
      file({ a: entry([2 ** 30, 2 ** 30], 0, 4) }, 4),
      'tensor a of shape [1073741824, 1073741824] overflows',
    ],
    [
      'a shape whose size wraps at 2⁶⁴',
      file({ a: entry([2 ** 32, 2 ** 32], 0, 0) }),
      'tensor a of shape [4294967296, 4294967296] overflows',
    ],
    [
      'three offsets',
      file({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4, 8] } }, 8),
      'tensor a has data_offsets [0,4,8] (two non-negative integers)',
    ],
    [
      'a negative offset',
      file({ a: entry([1], -4, 0) }),
      'tensor a has data_offsets [-4,0] (two non-negative integers)',
    ],
    [
      'an offset past 2⁵³',
      file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[18446744073709551612,18446744073709551616]}}', 4),
      'tensor a has data_offsets [18446744073709552000,18446744073709552000] (two non-negative integers)',
    ],
    [
      'offsets in reverse',
      file({ a: entry([1], 4, 0) }, 4),
      'tensor a of shape [1] and dtype F32 takes 4 bytes; its data_offsets span -4',
    ],
    [
      'a size that belies the shape',
      file({ a: entry([3], 0, 8) }, 8),
      'tensor a of shape [3] and dtype F32 takes 12 bytes; its data_offsets span 8',
    ],
    ['a tensor past the end', file({ a: entry([2], 0, 8) }, 7), 'tensor a ends at byte 8 of 7; the file is truncated'],
    [
      'a tensor far past the end',
      file({ a: entry([1], 2 ** 52, 2 ** 52 + 4) }, 4),
      'tensor a ends at byte 4503599627370500 of 4; the file is truncated',
    ],
    [
      'two tensors in one place',
      file({ a: entry([1], 0, 4), b: entry([1], 0, 4) }, 4),
      'tensor b at byte 0 overlaps a, which ends at 4',
    ],
    [
      'two tensors that overlap',
      file({ a: entry([2], 0, 8), b: entry([2], 4, 12) }, 12),
      'tensor b at byte 4 overlaps a, which ends at 8',
    ],
    [
      'a hole between tensors',
      file({ a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12),
      'hole of 4 bytes before tensor b',
    ],
    ['a hole before the first', file({ a: entry([1], 4, 8) }, 8), 'hole of 4 bytes before tensor a'],
    ['bytes after the last', file({ a: entry([1], 0, 4) }, 5), '1 bytes after the last tensor'],
    [
      'one name twice',
      file(`{"a":${JSON.stringify(entry([1], 0, 4))},"a" :${JSON.stringify(entry([1], 0, 4))}}`, 4),
      'duplicate tensor a',
    ],
    [
      'one name twice, once escaped',
      file(`{"a":${JSON.stringify(entry([1], 0, 4))},"\\u0061":${JSON.stringify(entry([1, 1], 0, 4))}}`, 4),
      'duplicate tensor a',
    ],
    ['a name twice, with brackets and quotes in it', file(`{"}\\"{":1,"}\\"{":1}`), 'duplicate tensor }"{'],
  ]

  it.each(HOSTILE)('refuses %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(`invalid safetensors file: ${message}`)
  })

  it('does not take a key inside a tensor for a second tensor', () => {
    const json = `{"shape":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"__metadata__":{"shape":"x"}}`
    expect([...readSafetensors(file(json, 4)).keys()]).toEqual(['shape'])
  })
})

/** A file of 16 bytes that claims a header of that length. */
function withLength(length: bigint): Uint8Array {
  const bytes = new Uint8Array(16)
  new DataView(bytes.buffer).setBigUint64(0, length, true)
  return bytes
}

describe('writeSafetensors', () => {
  const tensors = new Map<string, StoredTensor>([
    ['zwei/kernel', { shape: [2, 1, 3], data: Float32Array.of(1, -2, 0.5, 65504, 2 ** -24, -0) }],
    ['einß', { shape: [], data: Float32Array.of(0.1) }],
    ['__proto__', { shape: [0], data: new Float32Array() }],
  ])

  it('writes what is read back: F32', () => {
    const read = readSafetensors(writeSafetensors(tensors, 'F32'))
    expect(read).toEqual(tensors)
    expect([...read.keys()]).toEqual(['__proto__', 'einß', 'zwei/kernel'])
  })

  it('writes what is read back, to half precision: F16', () => {
    const read = readSafetensors(writeSafetensors(tensors, 'F16'))
    expect(read.get('zwei/kernel')).toEqual(tensors.get('zwei/kernel'))
    expect(read.get('einß')!.data[0]).toBe(0.0999755859375)
  })

  it('gives equal bytes for equal tensors, whatever their order, and starts the data at a multiple of 8', () => {
    const bytes = writeSafetensors(tensors, 'F32', { made: 'by hand' })
    const reversed = new Map([...tensors].reverse())
    expect(writeSafetensors(reversed, 'F32', { made: 'by hand' })).toEqual(bytes)
    expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0)
  })

  it('refuses a shape that belies its data, and the name of the metadata', () => {
    const wrong = new Map([['a', { shape: [2, 2], data: new Float32Array(3) }]])
    expect(() => writeSafetensors(wrong, 'F32')).toThrow('tensor a of shape [2, 2] holds 3 numbers')
    const named = new Map([['__metadata__', { shape: [1], data: new Float32Array(1) }]])
    expect(() => writeSafetensors(named, 'F32')).toThrow('no tensor may be called __metadata__')
  })
})
