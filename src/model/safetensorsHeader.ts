/**
 * The header of a safetensors file as text. It is looked through once before anything is built of it, since a
 * few megabytes of brackets or numbers can take a thousand times as much memory.
 */

/** A hundred bytes for each of a hundred thousand tensors. */
export const LONGEST_HEADER = 10_000_000
/** An object of objects that hold lists. */
const DEEPEST = 3
/** Extents of a shape. */
const LONGEST_LIST = 8
const LONGEST_NAME = 1024
const MOST_NAMES = 100_000

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c]
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b])
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d])
const SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d])
const OBJECT = 0x7b

/**
 * JSON for `JSON.parse`, which keeps the last of two equal names and says nothing: here none comes twice.
 * @throws Error in words, of a header that is too long, too deep, no UTF-8, or names something twice
 */
export function headerText(bytes: Uint8Array): string {
  if (bytes.length > LONGEST_HEADER)
    throw new Error(`header of ${bytes.length} bytes (at most ${LONGEST_HEADER}: a hundred thousand tensors)`)
  let tensor = ''
  /** What opened each level, the commas in it so far, and its keys. */
  const levels: { opening: number; commas: number; keys: Set<string> }[] = []
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    const level = levels.at(-1)
    if (byte === QUOTE) {
      const end = endOfString(bytes, at)
      if (level?.opening === OBJECT && levels.length < DEEPEST && isKey(bytes, end)) {
        const name = nameOf(bytes.subarray(at, end))
        const isTensor = levels.length === 1
        if (level.keys.has(name)) throw new Error(isTensor ? `duplicate tensor ${name}` : `${tensor} has two ${name}`)
        if (level.keys.size === MOST_NAMES) throw new Error(`more than ${MOST_NAMES} names in the header`)
        level.keys.add(name)
        if (isTensor) tensor = name
      }
      at = end - 1
    } else if (OPENING.has(byte)) {
      if (levels.length === DEEPEST)
        throw new Error(`the header is nested deeper than ${DEEPEST} at byte ${at}: an object of objects of lists`)
      levels.push({ opening: byte, commas: 0, keys: new Set() })
    } else if (CLOSING.has(byte)) levels.pop()
    else if (byte === COMMA && level && ++level.commas >= LONGEST_LIST && level.opening !== OBJECT)
      throw new Error(`the header holds a list of more than ${LONGEST_LIST} numbers at byte ${at}`)
  }
  return decodeUtf8(bytes)
}

/** The place after the closing quote of the string that begins at `from`. */
function endOfString(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++
    else if (bytes[at] === QUOTE) return at + 1
  }
  throw notJson()
}

function isKey(bytes: Uint8Array, from: number): boolean {
  let at = from
  while (SPACE.has(bytes[at]!)) at++
  return bytes[at] === COLON
}

function nameOf(quoted: Uint8Array): string {
  if (quoted.length > LONGEST_NAME + 2)
    throw new Error(`the header holds a name of ${quoted.length - 2} bytes (at most ${LONGEST_NAME})`)
  const text = decodeUtf8(quoted)
  try {
    return JSON.parse(text) as string
  } catch {
    throw notJson()
  }
}

export const notJson = (): Error => new Error('the header is not JSON')

/** Code units that one call makes into a string. */
const CHUNK = 8192

/** Without TextDecoder, which the core's platform-free library lacks. The Unicode Standard, table 3-7. */
function decodeUtf8(bytes: Uint8Array): string {
  const chunks: string[] = []
  const units = new Uint16Array(Math.min(CHUNK, bytes.length + 2))
  let filled = 0
  for (let at = 0; at < bytes.length;) {
    if (filled > units.length - 2) {
      chunks.push(String.fromCharCode(...units.subarray(0, filled)))
      filled = 0
    }
    const lead = bytes[at]!
    const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
    if (length === 0 || at + length > bytes.length) throw notUtf8()
    let point = length === 1 ? lead : lead & (0x7f >> length)
    for (let i = 1; i < length; i++) {
      const byte = bytes[at + i]!
      if ((byte & 0xc0) !== 0x80) throw notUtf8()
      point = (point << 6) | (byte & 0x3f)
    }
    const least = length === 3 ? 0x800 : length === 4 ? 0x10000 : 0
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) throw notUtf8()
    if (point < 0x10000) units[filled++] = point
    else {
      units[filled++] = 0xd7c0 + (point >> 10)
      units[filled++] = 0xdc00 + (point & 0x3ff)
    }
    at += length
  }
  chunks.push(String.fromCharCode(...units.subarray(0, filled)))
  return chunks.join('')
}

const notUtf8 = (): Error => new Error('the header is not UTF-8')
