/**
 * Safetensors, read and written: an 8-byte little-endian header length, a JSON header, the data.
 * Format: the safetensors project's README. Header and offsets are untrusted: every one is checked
 * before any byte of data is touched. Besides the file, reading takes at most 32 bytes for each byte of the
 * header, and four for each number; what is refused takes the header's part alone.
 */
import { decodeBFloat16, decodeFloat16, encodeFloat16 } from './float16.ts'
import { headerText, notJson } from './safetensorsHeader.ts'

/** The types that are written. */
export type DType = 'F32' | 'F16'

export interface StoredTensor {
  shape: number[]
  /** Always as float32, whatever the file's own type. */
  data: Float32Array
}

const BYTES: Record<DType, number> = { F32: 4, F16: 2 }

/** The types that are read, with their bytes: whole numbers, doubles and bfloat16 too, as other programs write them. */
const READ: Readonly<Record<string, { bytes: number; read: (view: DataView, at: number) => number }>> = {
  F32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  F16: { bytes: 2, read: (view, at) => decodeFloat16(view.getUint16(at, true)) },
  BF16: { bytes: 2, read: (view, at) => decodeBFloat16(view.getUint16(at, true)) },
  F64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  I64: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  I32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  I16: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  I8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  U8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  BOOL: { bytes: 1, read: (view, at) => view.getUint8(at) },
}
/** The one entry of a header that is no tensor. */
const METADATA = '__metadata__'
/** The format's own limit. */
const MAX_HEADER = 100_000_000

interface Entry {
  name: string
  dtype: string
  shape: number[]
  begin: number
  end: number
}

/**
 * Reads every tensor of a file.
 * @throws Error naming the tensor, the offending value and what was allowed
 */
export function readSafetensors(bytes: Uint8Array): Map<string, StoredTensor> {
  if (bytes.length < 8) throw invalid(`${bytes.length} bytes are too few for a header length of 8`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32
  if (length > MAX_HEADER) throw invalid(`header of ${length} bytes (at most ${MAX_HEADER})`)
  if (8 + length > bytes.length)
    throw invalid(`header of ${length} bytes in a file of ${bytes.length}; the file is truncated`)
  const start = 8 + length
  const entries = parseHeader(bytes.subarray(8, start))
  checkLayout(entries, bytes.length - start)
  return new Map(
    entries.map(({ name, dtype, shape, begin, end }) => {
      const { bytes: size, read } = READ[dtype]!
      const count = (end - begin) / size
      const data = new Float32Array(count)
      const from = start + begin
      for (let i = 0; i < count; i++) data[i] = read(view, from + size * i)
      return [name, { shape, data }]
    }),
  )
}

/**
 * Writes tensors in the order of their names, so that equal tensors give equal bytes.
 * @throws Error where a shape and its data disagree, or a tensor has the name of the metadata
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  dtype: DType,
  metadata: Record<string, string> = {},
): Uint8Array {
  const names = [...tensors.keys()].sort()
  let end = 0
  const entries = names.map((name) => {
    const { shape, data } = tensors.get(name)!
    if (name === METADATA) throw new Error(`no tensor may be called ${METADATA}`)
    if (shape.reduce((product, n) => product * n, 1) !== data.length)
      throw new Error(`tensor ${name} of shape [${shape.join(', ')}] holds ${data.length} numbers`)
    const begin = end
    end += data.length * BYTES[dtype]
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const
  })
  const header = Object.fromEntries([[METADATA, metadata], ...entries])
  let json = encodeUtf8(JSON.stringify(header))
  json += ' '.repeat((8 - (json.length % 8)) % 8)
  const bytes = new Uint8Array(8 + json.length + end)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, json.length, true)
  for (let i = 0; i < json.length; i++) bytes[8 + i] = json.charCodeAt(i)
  let at = 8 + json.length
  for (const name of names)
    for (const value of tensors.get(name)!.data) {
      if (dtype === 'F32') view.setFloat32(at, value, true)
      else view.setUint16(at, encodeFloat16(value), true)
      at += BYTES[dtype]
    }
  return bytes
}

const invalid = (what: string) => new Error(`invalid safetensors file: ${what}`)

function parseHeader(bytes: Uint8Array): Entry[] {
  let header: unknown
  try {
    header = JSON.parse(textOf(bytes))
  } catch (error) {
    throw error instanceof SyntaxError ? invalid(notJson().message) : error
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw invalid('the header is not a JSON object')
  return Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, entry]) => parseEntry(name, entry))
}

function textOf(bytes: Uint8Array): string {
  try {
    return headerText(bytes)
  } catch (error) {
    throw invalid((error as Error).message)
  }
}

function parseEntry(name: string, entry: unknown): Entry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>
  if (typeof dtype !== 'string' || !Object.hasOwn(READ, dtype))
    throw invalid(
      `tensor ${name} has dtype ${typeof dtype === 'string' ? dtype : JSON.stringify(dtype)} (allowed: ${Object.keys(READ).join(', ')})`,
    )
  if (!Array.isArray(shape) || !shape.every(isCount))
    throw invalid(`tensor ${name} has shape ${JSON.stringify(shape)} (non-negative integers only)`)
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw invalid(`tensor ${name} has data_offsets ${JSON.stringify(offsets)} (two non-negative integers)`)
  const [begin, end] = offsets as [number, number]
  const wanted = (shape as number[]).reduce((product, n) => product * n, READ[dtype]!.bytes)
  if (!Number.isSafeInteger(wanted)) throw invalid(`tensor ${name} of shape [${shape.join(', ')}] overflows`)
  if (end - begin !== wanted)
    throw invalid(
      `tensor ${name} of shape [${shape.join(', ')}] and dtype ${dtype} takes ${wanted} bytes; its data_offsets span ${end - begin}`,
    )
  // Of −0, 0.
  return { name, dtype, shape: (shape as number[]).map((n) => n + 0), begin, end }
}

const isCount = (n: unknown): boolean => Number.isSafeInteger(n) && (n as number) >= 0

/** Tensors must fill the data one after the other, without overlap or hole, to its last byte. */
function checkLayout(entries: Entry[], length: number): void {
  let at = 0
  let previous = 'the header'
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (end > length) throw invalid(`tensor ${name} ends at byte ${end} of ${length}; the file is truncated`)
    if (begin < at) throw invalid(`tensor ${name} at byte ${begin} overlaps ${previous}, which ends at ${at}`)
    if (begin > at) throw invalid(`hole of ${begin - at} bytes before tensor ${name}`)
    at = end
    previous = name
  }
  if (at !== length) throw invalid(`${length - at} bytes after the last tensor`)
}

/** One character per byte. */
const encodeUtf8 = (text: string): string =>
  encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
