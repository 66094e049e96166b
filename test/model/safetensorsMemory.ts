/** Reads one hostile file in a process of its own, and prints what that took: `node safetensorsMemory.ts NAME`. */
import { readSafetensors } from '../../src/model/safetensors.ts'

const repeated = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join('')

/** `n` in few letters. */
const short = (n: number) => n.toString(36)

/** Headers, and how many bytes of data follow. */
const FILES: Record<string, () => [header: string, data?: number]> = {
  '200,000 nested lists': () => ['['.repeat(200_000)],
  '200,000 nested objects': () => ['{"a":'.repeat(200_000)],
  'five million escapes in a name': () => [`{"${'\\u0041'.repeat(5_000_000)}":1}`],
  'nearly five million escapes in the metadata': () => [`{"__metadata__":{"a":"${'\\n'.repeat(4_900_000)}"}}`],
  '99 MB of spaces': () => [' '.repeat(99_000_000)],
  '99 MB of tensors': () => [
    `{${repeated(1_650_000, (i) => `"t${i}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},`)}`,
  ],
  'a list of five million numbers': () => [`{"a":{"shape":[${'1,'.repeat(4_900_000)}1]}}`],
  'a number of ten million digits': () => [`{"a":${'9'.repeat(9_900_000)}}`],
  'a million empty objects': () => [`{${repeated(900_000, (i) => `"${short(i)}":{},`)}`],
  'a hundred thousand empty objects': () => [`{${repeated(99_000, (i) => `"${short(i)}":{},`)}"_":{}}`],
  'a hundred thousand empty tensors': () => [
    `{${repeated(99_000, (i) => `"${short(i)}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},`).slice(0, -1)}}`,
  ],
  'a hundred thousand names of metadata': () => [
    `{"__metadata__":{${repeated(99_000, (i) => `"${short(i)}":"",`)}"_":""}}`,
  ],
  'fifty million halves': () => ['{"a":{"dtype":"F16","shape":[50000000],"data_offsets":[0,100000000]}}', 100_000_000],
}

export const HOSTILE = Object.keys(FILES)

export interface Taken {
  file: number
  header: number
  /** Bytes that the process grew by, at most. */
  grown: number
  milliseconds: number
  said: string
}

function measure(name: string): Taken {
  const [header, data = 0] = FILES[name]!()
  const text = Buffer.from(header)
  const bytes = new Uint8Array(8 + text.length + data)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  // As in a page that has just loaded it: nothing else was ever large.
  globalThis.gc?.()
  const peak = () => 1024 * process.resourceUsage().maxRSS
  const before = Math.max(process.memoryUsage().rss, peak())
  const begun = performance.now()
  const said = outcome(bytes)
  const milliseconds = performance.now() - begun
  return { file: bytes.length, header: text.length, grown: peak() - before, milliseconds, said }
}

function outcome(bytes: Uint8Array): string {
  try {
    return `${readSafetensors(bytes).size} tensors`
  } catch (error) {
    return (error as Error).message
  }
}

const name = process.argv[2]
if (import.meta.main && name !== undefined) console.log(JSON.stringify(measure(name)))
