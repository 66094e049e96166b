/** A tensor of an ONNX file as numbers. */
import type { TensorProto } from 'onnx-buf'
import { decodeFloat16 } from '../../../src/model/float16.ts'
import { EXIT, Failure } from '../../failure.ts'
import { LIMITS, type Constant, type Source } from '../graph.ts'

interface Kind {
  name: string
  bytes: number
  whole: boolean
  read(view: DataView, at: number): number
  /** In which list the file has its numbers where they are not raw. */
  list: 'floatData' | 'int32Data' | 'int64Data' | 'doubleData' | 'uint64Data'
}

/** A bfloat16 is the upper half of a float32. */
const scratch = new DataView(new ArrayBuffer(4))
function decodeBfloat16(bits: number): number {
  scratch.setUint32(0, bits * 65536)
  return scratch.getFloat32(0)
}

const KINDS: Partial<Record<number, Kind>> = {
  1: { name: 'float', bytes: 4, whole: false, read: (v, at) => v.getFloat32(at, true), list: 'floatData' },
  2: { name: 'uint8', bytes: 1, whole: true, read: (v, at) => v.getUint8(at), list: 'int32Data' },
  3: { name: 'int8', bytes: 1, whole: true, read: (v, at) => v.getInt8(at), list: 'int32Data' },
  4: { name: 'uint16', bytes: 2, whole: true, read: (v, at) => v.getUint16(at, true), list: 'int32Data' },
  5: { name: 'int16', bytes: 2, whole: true, read: (v, at) => v.getInt16(at, true), list: 'int32Data' },
  6: { name: 'int32', bytes: 4, whole: true, read: (v, at) => v.getInt32(at, true), list: 'int32Data' },
  7: { name: 'int64', bytes: 8, whole: true, read: (v, at) => Number(v.getBigInt64(at, true)), list: 'int64Data' },
  9: { name: 'bool', bytes: 1, whole: true, read: (v, at) => v.getUint8(at), list: 'int32Data' },
  10: {
    name: 'float16',
    bytes: 2,
    whole: false,
    read: (v, at) => decodeFloat16(v.getUint16(at, true)),
    list: 'int32Data',
  },
  11: { name: 'double', bytes: 8, whole: false, read: (v, at) => v.getFloat64(at, true), list: 'doubleData' },
  12: { name: 'uint32', bytes: 4, whole: true, read: (v, at) => v.getUint32(at, true), list: 'uint64Data' },
  13: { name: 'uint64', bytes: 8, whole: true, read: (v, at) => Number(v.getBigUint64(at, true)), list: 'uint64Data' },
  16: {
    name: 'bfloat16',
    bytes: 2,
    whole: false,
    read: (v, at) => decodeBfloat16(v.getUint16(at, true)),
    list: 'int32Data',
  },
}

/** In `int32Data`, half precision stands as its bits. */
const BITS: Partial<Record<number, (bits: number) => number>> = { 10: decodeFloat16, 16: decodeBfloat16 }

/**
 * @param left how many numbers the file may still have
 * @throws Failure where the tensor says one thing and holds another
 */
export function constantOf(tensor: TensorProto, source: Source, left: { numbers: number }): Constant {
  const name = tensor.name || 'without a name'
  const refuse = (why: string) => new Failure(EXIT.input, `tensor ${name}: ${why}`, 'Export the file again.')
  const kind = KINDS[tensor.dataType]
  if (!kind)
    throw refuse(`data type ${tensor.dataType} (allowed: ${Object.values(KINDS).map((each) => each!.name).join(', ')})`) // prettier-ignore
  const shape = tensor.dims.map(Number)
  if (shape.length > LIMITS.rank || shape.some((length) => !Number.isSafeInteger(length) || length < 0))
    throw refuse(`shape (${shape.slice(0, 12).join(', ')})`)
  const count = shape.reduce((product, length) => product * length, 1)
  left.numbers -= count
  if (!(left.numbers >= 0))
    throw refuse(`shape (${shape.join(', ')}); a file may have ${LIMITS.numbers} numbers in all`)
  const raw = rawBytes(tensor, source, refuse)
  const data = kind.whole || kind.name === 'double' ? Float64Array : Float32Array
  if (raw.length > 0 || count === 0) {
    if (raw.length !== count * kind.bytes)
      throw refuse(`${raw.length} bytes for (${shape.join(', ')}) of ${kind.name}, which take ${count * kind.bytes}`)
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
    const found = new data(count)
    for (let i = 0; i < count; i++) found[i] = kind.read(view, i * kind.bytes)
    return { shape, data: found, ...(kind.whole && { whole: true as const }) }
  }
  const list = tensor[kind.list]
  if (list.length !== count) throw refuse(`${list.length} numbers for (${shape.join(', ')})`)
  const decode = BITS[tensor.dataType] ?? Number
  const found = new data(count)
  for (let i = 0; i < count; i++) found[i] = decode(list[i] as number)
  return { shape, data: found, ...(kind.whole && { whole: true as const }) }
}

function rawBytes(tensor: TensorProto, source: Source, refuse: (why: string) => Failure): Uint8Array {
  if (tensor.externalData.length === 0) return tensor.rawData
  const said = new Map(tensor.externalData.map(({ key, value }) => [key, value]))
  const location = said.get('location') ?? ''
  const file = source.beside(location)
  if (!file) throw refuse(`its numbers are in ${JSON.stringify(location)}, which is not beside the file`)
  const offset = Number(said.get('offset') ?? 0)
  const length = Number(said.get('length') ?? file.length - offset)
  if (!(offset >= 0 && length >= 0 && offset + length <= file.length))
    throw refuse(`bytes ${offset} to ${offset + length} of ${location}, which has ${file.length}`)
  return file.subarray(offset, offset + length)
}
