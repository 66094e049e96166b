/** The weights of a TensorFlow.js model: its manifest, its shards, and numbers that were stored in fewer bits. */
import { decodeFloat16 } from '../../../src/model/float16.ts'
import { LIMITS, type Constant } from '../graph.ts'
import { countsOf, fieldsOf, listOf, numberOf, textOf, type Fields } from '../reading/json.ts'
import { refusal, shown } from '../reading/refusal.ts'

/** How numbers of a type are stored, and read. */
interface Stored {
  bytes: number
  read(view: DataView, at: number): number
}

const STORED: Readonly<Record<string, Stored>> = {
  float32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  float16: { bytes: 2, read: (view, at) => decodeFloat16(view.getUint16(at, true)) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  bool: { bytes: 1, read: (view, at) => view.getUint8(at) },
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  uint16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
}

export interface Weights {
  tensors: ReadonlyMap<string, Constant>
  /** As TensorFlow.js takes them: the manifest's entries, and the shards one after the other. */
  specs: readonly Fields[]
  data: Uint8Array
  /** Of the numbers that were stored in fewer bits: `8`, `16`, `float16`. */
  quantized: readonly string[]
}

/**
 * @param manifest `weightsManifest` of a `model.json`
 * @param shard the bytes of a file beside it
 * @throws Failure for a missing shard, and where shards and shapes disagree
 */
export function readWeights(manifest: unknown, shard: (path: string) => Uint8Array | undefined): Weights {
  const tensors = new Map<string, Constant>()
  const specs: Fields[] = []
  const parts: Uint8Array[] = []
  const quantized = new Set<string>()
  let numbers = 0
  let total = 0
  for (const [index, entry] of listOf(manifest, 'weightsManifest').entries()) {
    const group = fieldsOf(entry, `weightsManifest[${index}]`)
    const paths = listOf(group.paths, `weightsManifest[${index}].paths`).map((path) => textOf(path, 'a path'))
    const shards = paths.map((path) => {
      const found = shard(path)
      if (found) return found
      throw refusal(
        `model.json keeps its weights in ${shown(path)}, which is not beside it`,
        `Put all of these beside model.json: ${shown(paths.join(', '), 400)}.`,
      )
    })
    total += shards.reduce((sum, each) => sum + each.length, 0)
    if (total > LIMITS.bytes) throw refusal(`the shards are more than ${LIMITS.bytes} bytes`)
    const bytes = joined(shards)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    let at = 0
    for (const each of listOf(group.weights, `weightsManifest[${index}].weights`)) {
      const spec = readSpec(each)
      const { name, shape, count, stored, scale } = spec
      numbers += count
      const end = at + count * stored.bytes
      if (end > bytes.length)
        throw refusal(
          `weight ${shown(name)} of shape [${shape.join(', ')}] ends at byte ${end} of ${bytes.length}: ${paths.join(', ')} ${paths.length > 1 ? 'are' : 'is'} too short`,
        )
      if (numbers > LIMITS.numbers) throw refusal(`the weights are more than ${LIMITS.numbers} numbers`)
      if (tensors.has(name)) throw refusal(`two weights are called ${shown(name)}`)
      const data = spec.whole ? new Float64Array(count) : new Float32Array(count)
      for (let i = 0; i < count; i++) data[i] = scale(stored.read(view, at + i * stored.bytes))
      tensors.set(name, spec.whole ? { shape, data, whole: true } : { shape, data })
      if (spec.bits) quantized.add(spec.bits)
      specs.push(each as Fields)
      at = end
    }
    if (at !== bytes.length)
      throw refusal(`${bytes.length - at} bytes are left over at the end of ${shown(paths.join(', '), 300)}`)
    parts.push(bytes)
  }
  return { tensors, specs, data: joined(parts), quantized: [...quantized] }
}

/** An entry of the manifest, checked; `scale` gives a stored number its value. */
function readSpec(entry: unknown) {
  const fields = fieldsOf(entry, 'an entry of weights')
  const name = textOf(fields.name, 'the name of a weight')
  const shape = countsOf(fields.shape, `the shape of weight ${shown(name)}`)
  const count = shape.reduce((product, length) => product * length, 1)
  const dtype = textOf(fields.dtype, `the dtype of weight ${shown(name)}`)
  const known = ['float32', 'int32', 'bool', 'float16']
  if (!known.includes(dtype))
    throw refusal(
      `weight ${shown(name)} has dtype ${shown(dtype)} (allowed: ${known.join(', ')})`,
      'Convert the model with weights of one of these types.',
    )
  const whole = dtype === 'int32' || dtype === 'bool'
  if (fields.quantization === undefined)
    return { name, shape, count, stored: STORED[dtype]!, whole, bits: undefined, scale: (x: number) => x }
  const quantization = fieldsOf(fields.quantization, `the quantization of weight ${shown(name)}`)
  const type = textOf(quantization.dtype, `the quantization's dtype of weight ${shown(name)}`)
  if (type === 'float16')
    return { name, shape, count, stored: STORED.float16!, whole, bits: 'float16', scale: (x: number) => x }
  if (type !== 'uint8' && type !== 'uint16')
    throw refusal(`weight ${shown(name)} is quantized to ${shown(type)} (allowed: uint8, uint16, float16)`)
  const least = numberOf(quantization.min, `the quantization's min of weight ${shown(name)}`)
  const step = numberOf(quantization.scale, `the quantization's scale of weight ${shown(name)}`)
  const scale = (x: number) => (whole ? Math.round(x * step + least) : x * step + least)
  return { name, shape, count, stored: STORED[type]!, whole, bits: type === 'uint8' ? '8' : '16', scale }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
