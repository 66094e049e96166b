/** Files made to harm: what reading them takes, and ten thousand at random against a plain reading of the format. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSafetensors } from '../../src/model/safetensors.ts'
import { HOSTILE, type Taken } from './safetensorsMemory.ts'

/** What a process takes besides: the collector's spare room. */
const SPARE = 30e6
const OLD_SPACE = 256

describe('reading', () => {
  it.each(HOSTILE)('%s takes no more than is promised, in a heap of 256 MB', (name) => {
    const script = join(import.meta.dirname, 'safetensorsMemory.ts')
    const flags = ['--expose-gc', `--max-old-space-size=${OLD_SPACE}`]
    const taken = JSON.parse(execFileSync(process.execPath, [...flags, script, name], { encoding: 'utf8' })) as Taken
    const data = taken.said === '1 tensors' ? 2 * (taken.file - taken.header - 8) : 0
    expect(taken.said).toMatch(/^(\d+ tensors|invalid safetensors file: .{10,200})$/)
    // 32 bytes for each byte of a header of at most ten megabytes; beyond, nothing is read of it.
    const header = taken.header > 10_000_000 ? 0 : 32 * taken.header
    expect(taken.grown, JSON.stringify(taken)).toBeLessThan(header + data + SPARE)
    // A busy machine takes seconds for what an idle one does in a tenth; an attack takes hours.
    expect(taken.milliseconds).toBeLessThan(60_000)
  })
})

describe('what is refused', () => {
  const entry = '{"dtype":"F32","shape":[1],"data_offsets":[0,4]}'
  it.each([
    [`{"a":{"dtype":"F32","shape":[1],"shape":[2],"data_offsets":[0,4]}}`, 'a has two shape'],
    [`{"a":{"dtype":"F32","sh\\u0061pe":[1],"shape":[2],"data_offsets":[0,4]}}`, 'a has two shape'],
    [`{"__metadata__":{"x":"1","x":"2"},"a":${entry}}`, '__metadata__ has two x'],
    [`{"__proto__":${entry},"__proto__":${entry}}`, 'duplicate tensor __proto__'],
    [`{"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}`, 'nested deeper than 3 at byte 29'],
    [`{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}`, 'a list of more than 8 numbers'],
    [`{"${'n'.repeat(1025)}":${entry}}`, 'a name of 1025 bytes (at most 1024)'],
    [`{"a":${entry}}x`, 'the header is not JSON'],
    [`{"a":${entry}`, 'the header is not JSON'],
    [`{"a:${entry}}`, 'the header is not JSON'],
    [`{"a":${entry.replace('4]', '0.5]')}}`, 'data_offsets [0,0.5] (two non-negative integers)'],
    [`{"a":${entry.replace('[1]', '[1e400]')}}`, 'has shape [null] (non-negative integers only)'],
  ])('(%#) names what is wrong', (header, message) => {
    expect(() => readSafetensors(fileOf(Buffer.from(header), 4))).toThrow(message)
  })
})

function fileOf(header: Uint8Array, data: number, length = BigInt(header.length)): Uint8Array {
  const bytes = new Uint8Array(8 + header.length + data)
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, length), true)
  bytes.set(header, 8)
  return bytes
}

const WORD = new DataView(new ArrayBuffer(4))
/** The types of the format that are read, by DataView's own readings. A bfloat16 is the upper half of a float32. */
const TYPES = new Map<string, { bytes: number; at: (view: DataView, from: number) => number }>([
  ['F32', { bytes: 4, at: (view, from) => view.getFloat32(from, true) }],
  ['F16', { bytes: 2, at: (view, from) => view.getFloat16(from, true) }],
  [
    'BF16',
    {
      bytes: 2,
      at(view, from) {
        WORD.setUint16(0, view.getUint16(from, true))
        return WORD.getFloat32(0)
      },
    },
  ],
  ['F64', { bytes: 8, at: (view, from) => view.getFloat64(from, true) }],
  ['I64', { bytes: 8, at: (view, from) => Number(view.getBigInt64(from, true)) }],
  ['I32', { bytes: 4, at: (view, from) => view.getInt32(from, true) }],
  ['I16', { bytes: 2, at: (view, from) => view.getInt16(from, true) }],
  ['I8', { bytes: 1, at: (view, from) => view.getInt8(from) }],
  ['U8', { bytes: 1, at: (view, from) => view.getUint8(from) }],
  ['BOOL', { bytes: 1, at: (view, from) => view.getUint8(from) }],
])

/** The format as its README says it, without a thought of memory; undefined for what it does not allow. */
function plainReading(bytes: Uint8Array): Map<string, { shape: number[]; data: number[] }> | undefined {
  if (bytes.length < 8) return undefined
  const length = new DataView(bytes.buffer).getBigUint64(0, true)
  if (length > BigInt(bytes.length - 8)) return undefined
  const start = 8 + Number(length)
  const data = bytes.slice(start)
  try {
    const header: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.slice(8, start)),
    )
    if (typeof header !== 'object' || header === null || Array.isArray(header)) return undefined
    const read = new Map<string, { shape: number[]; data: number[] }>()
    const taken: [number, number][] = []
    for (const [name, entry] of Object.entries(header as Record<string, Record<string, unknown> | null>)) {
      if (name === '__metadata__') continue
      const { dtype, shape, data_offsets: offsets } = entry ?? {}
      const isCount = (n: unknown) => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0
      const type = typeof dtype === 'string' ? TYPES.get(dtype) : undefined
      if (!type) return undefined
      if (!Array.isArray(shape) || !shape.every(isCount)) return undefined
      if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) return undefined
      const [begin, end] = offsets as [number, number]
      const width = BigInt(type.bytes)
      const count = (shape as number[]).reduce((product, n) => product * BigInt(n), 1n)
      if (BigInt(end) - BigInt(begin) !== width * count || end > data.length) return undefined
      taken.push([begin, end])
      const view = new DataView(data.buffer)
      const at = (i: number) => Math.fround(type.at(view, begin + type.bytes * i))
      read.set(name, {
        shape: (shape as number[]).map((n) => n + 0),
        data: Array.from({ length: Number(count) }, (_, i) => at(i)),
      })
    }
    // Every byte of the data belongs to exactly one tensor.
    const covered = new Array<number>(data.length).fill(0)
    for (const [begin, end] of taken) for (let i = begin; i < end; i++) covered[i]!++
    // A tensor without data may not lie inside of another.
    const inside = taken.some(([b, e]) => b === e && taken.some(([from, to]) => from < b && b < to))
    return covered.every((times) => times === 1) && !inside && taken.every(([begin]) => begin <= data.length)
      ? read
      : undefined
  } catch {
    return undefined
  }
}

/** A right file, as its header's entries and its data's length. */
const right = fc
  .array(fc.tuple(fc.constantFrom(...TYPES.keys()), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 })), {
    maxLength: 4,
  })
  .chain((tensors) =>
    fc
      .uniqueArray(
        fc.oneof(fc.string({ maxLength: 6, unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'shape')),
        {
          minLength: tensors.length,
          maxLength: tensors.length,
        },
      )
      .map((names) => {
        let at = 0
        const entries = tensors.map(([dtype, shape], i) => {
          const begin = at
          at += TYPES.get(dtype)!.bytes * shape.reduce((product, n) => product * n, 1)
          return [names[i]!, { dtype, shape, data_offsets: [begin, at] }] as [string, Record<string, unknown>]
        })
        return { entries, data: at }
      }),
  )

const number = fc.oneof(
  fc.integer({ min: -3, max: 20 }),
  fc.constantFrom(0.5, 2 ** 53, 2 ** 53 - 1, 2 ** 32, 2 ** 31, -0, 1e300, -1),
)
const value = fc.oneof(
  number,
  fc.constantFrom('F32', 'BF16', '', null, true, {}, []),
  fc.array(number, { maxLength: 3 }),
)

/** What a file is changed by. */
const change = fc.oneof(
  fc.record({
    kind: fc.constant('entry' as const),
    which: fc.nat(3),
    field: fc.constantFrom('dtype', 'shape', 'data_offsets', 'more'),
    value,
  }),
  fc.record({
    kind: fc.constant('offset' as const),
    which: fc.nat(3),
    end: fc.nat(1),
    by: fc.integer({ min: -8, max: 8 }),
  }),
  fc.record({ kind: fc.constant('data' as const), by: fc.integer({ min: -8, max: 8 }) }),
  fc.record({
    kind: fc.constant('length' as const),
    by: fc.oneof(fc.bigInt({ min: -9n, max: 9n }), fc.bigInt({ min: 0n, max: 2n ** 64n })),
  }),
  fc.record({ kind: fc.constant('byte' as const), at: fc.nat(400), to: fc.nat(255) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.nat(400),
    text: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', ' ', '0', '-', '1e9', '\u00e9', '\ufeff'),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(400) }),
)
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never

function build(
  { entries, data }: { entries: [string, Record<string, unknown>][]; data: number },
  changes: Change[],
): Uint8Array {
  const copy = structuredClone(entries)
  let length = data
  for (const each of changes) {
    const entry = 'which' in each ? copy[each.which]?.[1] : undefined
    if (each.kind === 'entry' && entry) entry[each.field] = each.value
    if (each.kind === 'offset' && Array.isArray(entry?.data_offsets))
      (entry.data_offsets as number[])[each.end]! += each.by
    if (each.kind === 'data') length = Math.max(0, length + each.by)
  }
  // Written one by one: an object would put names such as "1" first, and lose __proto__.
  const json = `{${copy.map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`).join(',')}}`
  let header = Buffer.from(json)
  for (const each of changes) {
    if (each.kind === 'byte' && each.at < header.length) header[each.at] = each.to
    if (each.kind === 'cut') header = header.subarray(0, each.at)
    if (each.kind === 'insert') {
      const at = Math.min(each.at, header.length)
      header = Buffer.concat([header.subarray(0, at), Buffer.from(each.text), header.subarray(at)])
    }
  }
  const lie = changes.find((each) => each.kind === 'length')
  const bytes = fileOf(header, length, BigInt(header.length) + (lie?.by ?? 0n))
  for (let i = 0; i < length; i++) bytes[8 + header.length + i] = (i * 37) % 120
  return bytes
}

it('ten thousand files at random are read as the format says, or refused in words', () => {
  let read = 0
  fc.assert(
    fc.property(right, fc.array(change, { maxLength: 3 }), (file, changes) => {
      const bytes = build(file, changes)
      const expected = plainReading(bytes)
      let found: ReturnType<typeof readSafetensors>
      try {
        found = readSafetensors(bytes)
      } catch (error) {
        expect((error as Error).message).toMatch(/^invalid safetensors file: /)
        // Stricter than the format: names twice, lists and names too long.
        if (!/ two | duplicate |deeper|more than|name of/.test((error as Error).message))
          expect(expected).toBeUndefined()
        return
      }
      read++
      expect(expected).toBeDefined()
      const plain = [...found].map(([name, { shape, data }]) => [name, { shape, data: [...data] }])
      expect(plain).toEqual([...expected!])
    }),
    { numRuns: 10_000, seed: 1 },
  )
  // Neither all nor none.
  expect(read).toBeGreaterThan(2000)
  expect(read).toBeLessThan(8000)
})
