import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** A PNG of a size its header states, whose rows are those of `stored`. */
export function png(width: number, height: number, stored = height): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((width + 1) * stored))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/** Coloured noise, which no format makes small: what is cut off is missing. */
export const noise = (width = 200, height = 150) =>
  sharp(
    Buffer.from(Array.from({ length: width * height * 3 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255)),
    {
      raw: { width, height, channels: 3 },
    },
  )

/** A GIF of many frames, each of which repeats one line of data: few bytes, many pixels. */
export function gifOf(width: number, height: number, frames: number): Buffer {
  const size = (value: number) => [value & 255, value >> 8]
  const screen = [
    ...Buffer.from('GIF89a', 'latin1'),
    ...size(width),
    ...size(height),
    0x80,
    0,
    0,
    0,
    0,
    0,
    255,
    255,
    255,
  ]
  const frame = [
    0x21,
    0xf9,
    4,
    0,
    1,
    0,
    0,
    0,
    0x2c,
    0,
    0,
    0,
    0,
    ...size(width),
    ...size(height),
    0,
    2,
    2,
    0x44,
    0x01,
    0,
  ]
  return Buffer.from([...screen, ...Array.from({ length: frames }, () => frame).flat(), 0x3b])
}

export const svg = (inside: string, attributes = '') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`,
  )

/** Each level draws the one below it twice: 2^levels rectangles. */
export const useBomb = (levels: number) =>
  svg(
    '<rect id="l0" width="1" height="1"/>' +
      Array.from(
        { length: levels },
        (_, i) => `<g id="l${i + 1}"><use href="#l${i}"/><use href="#l${i}" x="1"/></g>`,
      ).join(''),
  )
