/**
 * The thread in which `hdf5.ts` reads a file. It uses the library's build for browsers, whose file system is memory:
 * a link or a dataset that points to another file of this machine finds nothing.
 */
import { parentPort } from 'node:worker_threads'
import hdf5, { Attribute } from 'h5wasm'
import { decodeFloat16 } from '../../../src/model/float16.ts'
import type { Constant } from '../graph.ts'
import type { Hdf5Answer, Hdf5Request } from './hdf5.ts'

type Library = Awaited<typeof hdf5.ready>
type Limits = Hdf5Request['limits']
/** What the library says of a dataset or an attribute. */
type Metadata = ReturnType<Library['get_dataset_metadata']>

/** What deflate can make of one byte, at most. */
const INFLATION = 1032
/** What training keeps for itself. */
const OPTIMIZER = /^(optimizer|optimizer_weights|metrics|_metrics)$/

const damage = (why: string): Error => new Error(why)

class Reading {
  readonly attributes = new Map<string, Record<string, string | readonly string[]>>()
  readonly datasets = new Map<string, Constant>()
  private numbers = 0
  private objects = 0
  private readonly library: Library
  private readonly file: bigint
  private readonly size: number
  private readonly limits: Limits

  constructor(library: Library, file: bigint, size: number, limits: Limits) {
    this.library = library
    this.file = file
    this.size = size
    this.limits = limits
  }

  group(path: readonly string[]): void {
    if (path.length > this.limits.depth) throw damage(`groups are nested more than ${this.limits.depth} deep`)
    const place = `/${path.join('/')}`
    this.attributes.set(path.join('/'), this.texts(place))
    for (const name of this.library.get_names(this.file, place, false)) {
      if (++this.objects > this.limits.nodes) throw damage(`it holds more than ${this.limits.nodes} objects`)
      // Keras on Windows writes whole paths as one name, and so what training keeps may lie within it.
      if (name.split(/[\\/]/).some((part) => OPTIMIZER.test(part))) continue
      const inner = `${place === '/' ? '' : place}/${name}`
      const type = this.library.get_type(this.file, inner)
      if (type === this.library.H5G_GROUP) this.group([...path, name])
      else if (type === this.library.H5G_DATASET) this.dataset([...path, name], inner)
      else throw damage(`${inner} is a link that leads nowhere, or no dataset`)
    }
  }

  /** The attributes that are text. */
  private texts(place: string): Record<string, string | readonly string[]> {
    const found: Record<string, string | readonly string[]> = Object.create(null) as Record<string, string>
    for (const name of this.library.get_attribute_names(this.file, place)) {
      const metadata = this.library.get_attribute_metadata(this.file, place, name)
      if (metadata.type !== this.library.H5T_class_t.H5T_STRING.value || !metadata.shape) continue
      this.fits(metadata, `attribute ${name}`, this.size)
      const value: unknown = new Attribute(this.file, place, name).json_value
      const isTexts = Array.isArray(value) && value.every((each) => typeof each === 'string')
      if (typeof value === 'string' || isTexts) found[name] = value as string | string[]
    }
    return found
  }

  private dataset(path: readonly string[], place: string): void {
    const metadata = this.library.get_dataset_metadata(this.file, place)
    const { type, size, shape } = metadata
    const { H5T_FLOAT: real, H5T_INTEGER: integer } = this.library.H5T_class_t
    if (!shape || (type !== real.value && type !== integer.value)) return
    if (shape.length > this.limits.rank) throw damage(`${place} has ${shape.length} axes (at most ${this.limits.rank})`)
    this.fits(metadata, place, this.size * INFLATION)
    const count = Number(metadata.total_size)
    this.numbers += count
    if (this.numbers > this.limits.numbers) throw damage(`it holds more than ${this.limits.numbers} numbers`)
    const data = this.bytes(place, count * size)
    this.datasets.set(path.join('/'), numbersOf(data, metadata, type === real.value, place))
  }

  /** Whether what is claimed can be in the file at all. */
  private fits({ size, total_size: count }: Metadata, place: string, most: number): void {
    if (size * Number(count) > Math.max(most, 64)) throw damage(`${place} claims ${size * Number(count)} bytes`)
  }

  private bytes(place: string, length: number): DataView {
    if (length === 0) return new DataView(new ArrayBuffer(0))
    const at = this.library._malloc(length)
    if (at === 0) throw damage(`no memory for the ${length} bytes of ${place}`)
    try {
      this.library.get_dataset_data(this.file, place, null, null, null, BigInt(at))
      return new DataView(this.library.HEAPU8.slice(at, at + length).buffer)
    } finally {
      this.library._free(at)
    }
  }
}

/** Numbers of a dataset, whatever their type: 32-bit ones stay so, whole ones and doubles are doubles. */
function numbersOf(view: DataView, metadata: Metadata, real: boolean, place: string): Constant {
  const { size, shape, signed, littleEndian: little } = metadata
  const count = view.byteLength / size
  const read = real ? REAL[size] : (signed ? SIGNED : UNSIGNED)[size]
  if (!read) throw damage(`${place} holds numbers of ${8 * size} bits`)
  const data = real && size <= 4 ? new Float32Array(count) : new Float64Array(count)
  for (let i = 0; i < count; i++) data[i] = read(view, i * size, little)
  return real ? { shape: [...shape!], data } : { shape: [...shape!], data, whole: true }
}

type Read = (view: DataView, at: number, little: boolean) => number

const REAL: Readonly<Record<number, Read>> = {
  2: (view, at, little) => decodeFloat16(view.getUint16(at, little)),
  4: (view, at, little) => view.getFloat32(at, little),
  8: (view, at, little) => view.getFloat64(at, little),
}
const SIGNED: Readonly<Record<number, Read>> = {
  1: (view, at) => view.getInt8(at),
  2: (view, at, little) => view.getInt16(at, little),
  4: (view, at, little) => view.getInt32(at, little),
  8: (view, at, little) => Number(view.getBigInt64(at, little)),
}
const UNSIGNED: Readonly<Record<number, Read>> = {
  1: (view, at) => view.getUint8(at),
  2: (view, at, little) => view.getUint16(at, little),
  4: (view, at, little) => view.getUint32(at, little),
  8: (view, at, little) => Number(view.getBigUint64(at, little)),
}

let files = 0

function attempt(close: () => unknown): void {
  try {
    close()
  } catch {
    // What cannot be closed goes with the thread.
  }
}

async function answer({ bytes, limits }: Hdf5Request): Promise<Hdf5Answer> {
  const library = await hdf5.ready
  library.activate_throwing_error_handler()
  const place = `/${++files}.h5`
  library.FS.writeFile(place, bytes)
  let file: bigint | undefined
  try {
    file = new hdf5.File(place, 'r').file_id
    const reading = new Reading(library, file, bytes.length, limits)
    reading.group([])
    return { attributes: reading.attributes, datasets: reading.datasets }
  } catch (error) {
    const fatal = error instanceof WebAssembly.RuntimeError
    return { damage: error instanceof Error ? error.message : String(error), fatal }
  } finally {
    // A file that is half open may refuse to close; the next one has a place of its own.
    attempt(() => file !== undefined && library.close_file(file))
    attempt(() => library.FS.unlink(place))
  }
}

parentPort!.on('message', (request: Hdf5Request) => {
  void answer(request).then((found) => parentPort!.postMessage(found))
})
