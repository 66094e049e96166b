/**
 * A checkpoint of PyTorch: the zip archive of version 1.6 on, or the sequence of pickles before it. Its tensors stay
 * views until they are asked for.
 */
import { LIMITS, type Constant } from '../graph.ts'
import { refusal, shown } from '../reading/refusal.ts'
import { isZip, openZip } from '../reading/zip.ts'
import { ByteReader } from './byteReader.ts'
import type { Storage, TensorView } from './storage.ts'
import { Named, unpickle } from './unpickle.ts'

export interface Checkpoint {
  value: unknown
  form: 'zip' | 'legacy'
  /** The numbers of a tensor. @throws Failure where it reaches beyond its storage */
  numbers(tensor: TensorView): Constant
}

/** `torch.serialization.MAGIC_NUMBER`, as the first pickle of a legacy file holds it. */
const MAGIC = 0x1950a86a20f9469cfc6cn
const PROTOCOL = 1001

/** Whether bytes begin as a legacy checkpoint: a pickle of the magic number. */
export function isLegacy(bytes: Uint8Array): boolean {
  const begin = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]
  return begin.every((byte, i) => bytes[i] === byte || i === 1)
}

/** @throws Failure for damage, and for what would have to run */
export function readCheckpoint(bytes: Uint8Array, what: string): Checkpoint {
  return isZip(bytes) ? readZip(bytes, what) : readLegacy(bytes, what)
}

/** `('storage', class, key, place, count, …)`, the identity that PyTorch gives to what lies outside of a pickle. */
function storageOf(identity: unknown, known: Map<string, Storage>): Storage {
  const [kind, named, key, , count] = Array.isArray(identity) ? (identity as unknown[]) : []
  const type = named instanceof Named ? named.maker.numbers : undefined
  if (kind !== 'storage' || !type || typeof key !== 'string' || !Number.isSafeInteger(count) || (count as number) < 0)
    throw refusal('the pickle speaks of something outside of it that is no storage of numbers')
  const storage = known.get(key) ?? { key, type, count: count as number }
  known.set(key, storage)
  return storage
}

function readZip(bytes: Uint8Array, what: string): Checkpoint {
  const archive = openZip(bytes, what)
  const pickle = archive.names.find((name) => name === 'data.pkl' || name.endsWith('/data.pkl'))
  if (pickle === undefined)
    throw refusal(`${what} is a zip archive without data.pkl (it has ${shown(archive.names.join(', '), 300)})`)
  const root = pickle.slice(0, -'data.pkl'.length)
  if (archive.names.includes(`${root}constants.pkl`))
    throw refusal(
      `${what} is a TorchScript archive: it holds code, which would have to run`,
      'Save the weights alone: torch.save(torch.jit.load("model.pt").state_dict(), "weights.pt").',
    )
  const order = archive.names.includes(`${root}byteorder`)
    ? new TextDecoder().decode(archive.file(`${root}byteorder`))
    : 'little'
  const known = new Map<string, Storage>()
  const { value } = unpickle(archive.file(pickle), 0, (identity) => storageOf(identity, known))
  const loaded = new Map<string, Uint8Array>()
  const load = ({ key }: Storage): Uint8Array => {
    const found = loaded.get(key) ?? archive.file(`${root}data/${key}`)
    loaded.set(key, found)
    return found
  }
  return { value, form: 'zip', numbers: (tensor) => numbersOf(tensor, load(tensor.storage), order !== 'big') }
}

function readLegacy(bytes: Uint8Array, what: string): Checkpoint {
  const none = (): never => {
    throw refusal(`${what} speaks of storages before its tensors`)
  }
  const magic = unpickle(bytes, 0, none)
  if (magic.value !== MAGIC) throw refusal(`${what} is no checkpoint of PyTorch: it begins with another pickle`)
  const protocol = unpickle(bytes, magic.end, none)
  if (protocol.value !== PROTOCOL)
    throw refusal(`${what} has protocol ${shown(String(protocol.value))} (allowed: ${PROTOCOL})`)
  const system = unpickle(bytes, protocol.end, none)
  const little = !(system.value instanceof Map) || system.value.get('little_endian') !== false
  const known = new Map<string, Storage>()
  const main = unpickle(bytes, system.end, (identity) => storageOf(identity, known))
  const keys = unpickle(bytes, main.end, none)
  if (!Array.isArray(keys.value)) throw refusal(`${what} does not list its storages`)
  const reader = new ByteReader(bytes, keys.end, what)
  const loaded = new Map<string, Uint8Array>()
  for (const key of keys.value as unknown[]) {
    const storage = typeof key === 'string' ? known.get(key) : undefined
    if (!storage) throw refusal(`${what} lists the storage ${shown(key)}, which no tensor uses`)
    const count = reader.uint64()
    if (count !== storage.count)
      throw refusal(`storage ${shown(key)} of ${what} has ${count} numbers; its tensors say ${storage.count}`)
    loaded.set(storage.key, reader.bytes(count * storage.type.bytes))
  }
  const load = ({ key }: Storage): Uint8Array => {
    const found = loaded.get(key)
    if (found) return found
    throw refusal(`${what} has no numbers for storage ${shown(key)}`)
  }
  return { value: main.value, form: 'legacy', numbers: (tensor) => numbersOf(tensor, load(tensor.storage), little) }
}

/** The numbers that a view sees, row by row. */
function numbersOf({ storage, offset, shape, strides }: TensorView, bytes: Uint8Array, little: boolean): Constant {
  const { type, count: stored } = storage
  if (bytes.length < stored * type.bytes)
    throw refusal(`storage ${shown(storage.key)} has ${bytes.length} bytes; ${stored} numbers of ${type.name} are said`)
  const count = shape.reduce((product, length) => product * length, 1)
  const last = offset + shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis]!, 0)
  if (count > 0 && last >= stored)
    throw refusal(`a tensor of shape [${shape.join(', ')}] reaches number ${last} of a storage of ${stored}`)
  // One number may stand for many; a file of weights has no use for more of them than it holds.
  if (count > Math.max(stored, LIMITS.rank))
    throw refusal(`a tensor of shape [${shape.join(', ')}] claims ${count} numbers of a storage of ${stored}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const data = type.whole || type.bytes === 8 ? new Float64Array(count) : new Float32Array(count)
  const index = shape.map(() => 0)
  let from = offset
  for (let to = 0; to < count; to++) {
    data[to] = type.read(view, from * type.bytes, little)
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]!++
      from += strides[axis]!
      if (index[axis]! < shape[axis]!) break
      from -= strides[axis]! * shape[axis]!
      index[axis] = 0
    }
  }
  return type.whole ? { shape, data, whole: true } : { shape, data }
}
