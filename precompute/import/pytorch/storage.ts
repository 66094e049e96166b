/** The types of PyTorch's numbers, as files keep them, and the storages that tensors look into. */
import { decodeBFloat16, decodeFloat16 } from '../../../src/model/float16.ts'

export interface NumberType {
  /** As PyTorch calls it: `float32`. */
  name: string
  bytes: number
  whole: boolean
  read(view: DataView, at: number, little: boolean): number
}

const type = (name: string, bytes: number, whole: boolean, read: NumberType['read']): NumberType => ({
  name,
  bytes,
  whole,
  read,
})

/** By the class of their storage, as pickles name it. */
export const STORAGES: Readonly<Record<string, NumberType>> = {
  FloatStorage: type('float32', 4, false, (view, at, little) => view.getFloat32(at, little)),
  DoubleStorage: type('float64', 8, false, (view, at, little) => view.getFloat64(at, little)),
  HalfStorage: type('float16', 2, false, (view, at, little) => decodeFloat16(view.getUint16(at, little))),
  BFloat16Storage: type('bfloat16', 2, false, (view, at, little) => decodeBFloat16(view.getUint16(at, little))),
  LongStorage: type('int64', 8, true, (view, at, little) => Number(view.getBigInt64(at, little))),
  IntStorage: type('int32', 4, true, (view, at, little) => view.getInt32(at, little)),
  ShortStorage: type('int16', 2, true, (view, at, little) => view.getInt16(at, little)),
  CharStorage: type('int8', 1, true, (view, at) => view.getInt8(at)),
  ByteStorage: type('uint8', 1, true, (view, at) => view.getUint8(at)),
  BoolStorage: type('bool', 1, true, (view, at) => Number(view.getUint8(at) !== 0)),
}

/** Numbers of a file by key; the bytes may come after the pickle that speaks of them. */
export interface Storage {
  key: string
  type: NumberType
  /** How many numbers. */
  count: number
}

/** A tensor before its numbers are read: a view into a storage. */
export class TensorView {
  readonly storage: Storage
  readonly offset: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]

  constructor(storage: Storage, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage
    this.offset = offset
    this.shape = shape
    this.strides = strides
  }
}
