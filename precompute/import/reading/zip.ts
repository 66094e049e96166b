/** The files of a zip archive, inflated only where they are asked for and never beyond what the archive declares. */
import { crc32 } from 'node:zlib'
import { unzipSync } from 'fflate'
import { LIMITS } from '../graph.ts'
import { refusal, shown } from './refusal.ts'

/** Entries that an archive may have. */
const ENTRIES = 20_000
/** What deflate can make of one byte, at most. */
const INFLATION = 1032
const DIRECTORY_ENTRY = 0x02014b50
const DIRECTORY_END = 0x06054b50

export interface Archive {
  /** In the order of the archive's directory, folders left out. */
  names: readonly string[]
  /** @throws Failure where the archive has no such file, or not what its directory says */
  file(name: string): Uint8Array
}

/** Whether bytes begin as a zip archive does. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

/**
 * @param what the file, as messages call it
 * @throws Failure for a damaged archive, a name that comes twice, and files beyond `LIMITS.bytes` in all
 */
export function openZip(bytes: Uint8Array, what: string): Archive {
  const sums = new Map<string, { size: number; sum: number | undefined }>()
  const broken = (why: string) => refusal(`${what} is a damaged zip archive: ${why}`)
  const checks = directory(bytes)
  let total = 0
  attempt(broken, () =>
    unzipSync(bytes, {
      filter({ name, size, originalSize, compression }) {
        if (sums.size >= ENTRIES) throw broken(`more than ${ENTRIES} entries`)
        if (sums.has(name)) throw broken(`two entries are called ${shown(name)}`)
        if (compression !== 0 && compression !== 8)
          throw broken(`${shown(name)} is compressed by method ${compression} (known: 0, stored, and 8, deflated)`)
        if (originalSize > size * INFLATION + INFLATION || (compression === 0 && originalSize !== size))
          throw broken(`${shown(name)} of ${size} bytes claims to hold ${originalSize}`)
        total += originalSize
        if (total > LIMITS.bytes) throw broken(`its files claim more than ${LIMITS.bytes} bytes`)
        sums.set(name, { size: originalSize, sum: checks.get(name) })
        return false
      },
    }),
  )
  return {
    names: [...sums.keys()].filter((name) => !name.endsWith('/')),
    file(name) {
      const entry = sums.get(name)
      if (!entry) throw refusal(`${what} holds no ${shown(name)} (it has ${shown([...sums.keys()].join(', '), 300)})`)
      const found = attempt(broken, () => unzipSync(bytes, { filter: (file) => file.name === name }))[name]
      if (found?.length !== entry.size)
        throw broken(`${shown(name)} has ${found?.length ?? 0} bytes; its directory says ${entry.size}`)
      if (entry.sum !== undefined && crc32(found) !== entry.sum) throw broken(`${shown(name)} has another checksum`)
      return found
    },
  }
}

/** The checksums of an archive's directory by name, where it has an end of the usual form. */
function directory(bytes: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = new Map<string, number>()
  let end = bytes.length - 22
  while (end >= 0 && end >= bytes.length - 22 - 0xffff && view.getUint32(end, true) !== DIRECTORY_END) end--
  if (end < 0 || view.getUint32(end, true) !== DIRECTORY_END) return found
  const decoder = new TextDecoder()
  let at = view.getUint32(end + 16, true)
  while (at + 46 <= end && view.getUint32(at, true) === DIRECTORY_ENTRY && found.size <= ENTRIES) {
    const length = view.getUint16(at + 28, true)
    found.set(decoder.decode(bytes.subarray(at + 46, at + 46 + length)), view.getUint32(at + 16, true))
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return found
}

function attempt<T>(broken: (why: string) => Error, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && error.name === 'Failure') throw error
    throw broken(error instanceof Error ? error.message : String(error))
  }
}
