/**
 * What a picture file says of itself in its first bytes: `(bytes) → format and size`. It is read before
 * anything is decoded, since decoding a small file can take gigabytes.
 */
export interface ImageHeader {
  format: 'PNG' | 'JPEG' | 'WebP' | 'GIF' | 'BMP' | 'AVIF'
  /** In pixels, before any turning that the file asks for. */
  width: number
  height: number
}

/** How much of a file is needed: a JPEG may carry a preview and colour profiles before its size. */
export const HEADER_BYTES = 2 ** 20

/** @returns undefined where the bytes begin no picture of a known format, or end before its size */
export function imageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return png(view) ?? jpeg(view) ?? webp(view) ?? gif(view) ?? bmp(view) ?? avif(view) ?? undefined
  } catch (error) {
    // The file ends within its header.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Whether the bytes begin an SVG, or anything else in angle brackets that could hold one. */
export const isMarkup = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*</.test(new TextDecoder('utf-8').decode(bytes.subarray(0, 1024))) ||
  /^\s*</.test(new TextDecoder('utf-16le').decode(bytes.subarray(0, 1024)).replace('\uFEFF', ''))

const text = (view: DataView, at: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(at + i)))

const begins = (view: DataView, magic: string, at = 0): boolean =>
  view.byteLength >= at + magic.length && text(view, at, magic.length) === magic

function png(view: DataView): ImageHeader | undefined {
  if (!begins(view, '\x89PNG\r\n\x1a\n')) return undefined
  return { format: 'PNG', width: view.getUint32(16), height: view.getUint32(20) }
}

function jpeg(view: DataView): ImageHeader | undefined {
  if (!begins(view, '\xff\xd8\xff')) return undefined
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    // Fill bytes, and markers that stand alone.
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { format: 'JPEG', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    else at += 2 + view.getUint16(at + 2)
  }
}

function webp(view: DataView): ImageHeader | undefined {
  if (!begins(view, 'RIFF') || !begins(view, 'WEBP', 8)) return undefined
  const low = (at: number, bits: number) => view.getUint16(at, true) & (2 ** bits - 1)
  const three = (at: number) => view.getUint16(at, true) + 65536 * view.getUint8(at + 2)
  switch (text(view, 12, 4)) {
    case 'VP8 ':
      return { format: 'WebP', width: low(26, 14), height: low(28, 14) }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { format: 'WebP', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { format: 'WebP', width: three(24) + 1, height: three(27) + 1 }
    default:
      return undefined
  }
}

function gif(view: DataView): ImageHeader | undefined {
  if (!begins(view, 'GIF87a') && !begins(view, 'GIF89a')) return undefined
  return { format: 'GIF', width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

function bmp(view: DataView): ImageHeader | undefined {
  if (!begins(view, 'BM') || view.getUint32(14, true) < 40) return undefined
  const height = Math.abs(view.getInt32(22, true))
  return { format: 'BMP', width: Math.abs(view.getInt32(18, true)), height }
}

/** The largest image of the file, by its `ispe` boxes, which hold width and height. */
function avif(view: DataView): ImageHeader | undefined {
  if (!begins(view, 'ftyp', 4) || !/^avi[fs]$/.test(text(view, 8, 4))) return undefined
  let found: ImageHeader | undefined
  const end = Math.min(view.byteLength - 16, 65536)
  for (let at = 12; at < end; at++) {
    if (!begins(view, 'ispe', at)) continue
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)]
    if (!found || width * height > found.width * found.height) found = { format: 'AVIF', width, height }
  }
  return found
}
