/** What a page may show, by the ending of the file's name. */
export const FORMATS = {
  avif: 'AVIF',
  gif: 'GIF',
  jpeg: 'JPEG',
  jpg: 'JPEG',
  png: 'PNG',
  svg: 'SVG',
  tif: 'TIFF',
  tiff: 'TIFF',
  webp: 'WebP',
} as const

export type Format = (typeof FORMATS)[keyof typeof FORMATS]

/** The format that the name of a file promises; undefined for another ending. */
export const promised = (path: string): Format | undefined => {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(FORMATS, ending) ? FORMATS[ending as keyof typeof FORMATS] : undefined
}

const ascii = (head: Uint8Array, from: number, to: number) => String.fromCharCode(...head.subarray(from, to))

/**
 * In words, what the first bytes of a file are; one of `FORMATS` where they are a picture's.
 * @param head at least 64 bytes, fewer where the file has no more
 */
export function formatOf(head: Uint8Array): string {
  if (head.length === 0) return 'empty'
  if (ascii(head, 0, 8) === '\u0089PNG\r\n\u001a\n') return 'PNG'
  if (ascii(head, 0, 3) === '\u00ff\u00d8\u00ff') return 'JPEG'
  if (/^GIF8[79]a/.test(ascii(head, 0, 6))) return 'GIF'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'WebP'
  if (/^(II\*\0|MM\0\*)/.test(ascii(head, 0, 4))) return 'TIFF'
  if (ascii(head, 4, 8) === 'ftyp') return /avi[fs]/.test(ascii(head, 8, 64)) ? 'AVIF' : 'HEIF or a film'
  if (ascii(head, 0, 2) === '\u001f\u008b') return 'compressed with gzip'
  if (ascii(head, 0, 2) === 'BM') return 'BMP'
  if (ascii(head, 0, 4) === '%PDF') return 'PDF'
  if (ascii(head, 0, 4) === 'PK\u0003\u0004') return 'ZIP'
  if (/^version https:\/\/git-lfs/.test(ascii(head, 0, 40))) return 'a pointer of Git LFS: run git lfs pull'
  const text = ascii(head, 0, 256).replaceAll('\0', '')
  if (/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*<(\?xml|svg|!DOCTYPE svg|!--)/i.test(text)) return 'SVG'
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? 'of no known format' : 'text'
}
