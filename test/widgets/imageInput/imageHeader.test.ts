import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { imageHeader, isMarkup } from '../../../src/widgets/imageInput/imageHeader.ts'
import { checkedScale, readImage } from '../../../src/widgets/imageInput/readImage.ts'

const picture = (width = 37, height = 21) => sharp({ create: { width, height, channels: 3, background: '#a05020' } })
const bytesOf = async (text: string | Promise<Buffer>) => new Uint8Array(Buffer.from(await text))

/** A PNG that says it is this large, and holds nothing. */
function pngHeader(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  new DataView(bytes.buffer).setUint32(16, width)
  new DataView(bytes.buffer).setUint32(20, height)
  return bytes
}

describe('imageHeader', () => {
  it.each([
    ['PNG', picture().png()],
    ['JPEG', picture().jpeg()],
    ['JPEG', picture().jpeg({ progressive: true, mozjpeg: false })],
    [
      'JPEG',
      picture()
        .withMetadata({ exif: { IFD0: { Copyright: 'x'.repeat(3000) } } })
        .jpeg(),
    ],
    ['WebP', picture().webp()],
    ['WebP', picture().webp({ lossless: true })],
    ['WebP', picture().withMetadata().ensureAlpha(0.5).webp()],
    ['GIF', picture().gif()],
    ['AVIF', picture().avif({ effort: 0 })],
  ] as const)('reads the size of a %s', async (format, made) => {
    expect(imageHeader(await bytesOf(made.toBuffer()))).toEqual({ format, width: 37, height: 21 })
  })

  it('reads the size of a BMP, rows from the top too', () => {
    const bytes = new Uint8Array(54)
    bytes.set([0x42, 0x4d])
    const view = new DataView(bytes.buffer)
    view.setUint32(14, 40, true)
    view.setInt32(18, 37, true)
    view.setInt32(22, -21, true)
    expect(imageHeader(bytes)).toEqual({ format: 'BMP', width: 37, height: 21 })
  })

  it.each(['PNG', 'JPEG', 'WebP', 'GIF'])('knows nothing of a %s cut in its header', async (name) => {
    const format = name.toLowerCase() as 'png' | 'jpeg' | 'webp' | 'gif'
    const whole = await bytesOf(picture().toFormat(format).toBuffer())
    for (const length of [0, 1, 3, 8]) expect(imageHeader(whole.subarray(0, length))).toBeUndefined()
  })

  it('ends on a JPEG whose segments lead nowhere', () => {
    expect(imageHeader(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0]))).toBeUndefined()
    expect(imageHeader(new Uint8Array(64).fill(0xff).fill(0xd8, 1, 2))).toBeUndefined()
  })
})

describe('isMarkup', () => {
  it.each(['<svg xmlns="">', '\uFEFF <?xml version="1.0"?><svg/>', '\n\t<!DOCTYPE html>'])('finds %j', async (text) =>
    expect(isMarkup(await bytesOf(text))).toBe(true),
  )
  it('finds it in UTF-16', () => expect(isMarkup(new Uint8Array(Buffer.from('\uFEFF<svg/>', 'utf16le')))).toBe(true))
  it('passes a PNG', async () => expect(isMarkup(await bytesOf(picture().png().toBuffer()))).toBe(false))
})

describe('checkedScale', () => {
  it.each([
    ['notes.pdf', '%PDF-1.7', 'notes.pdf is no picture that can be read here (PNG, JPEG, WebP, GIF, AVIF and BMP can)'],
    ['empty.png', '', 'empty.png is no picture that can be read here (PNG, JPEG, WebP, GIF, AVIF and BMP can)'],
    [
      'a.svg',
      '<svg onload="alert(1)"/>',
      'a.svg is an SVG or a web page, which can hold scripts and links; save it as PNG first',
    ],
    [
      'a.png',
      '<svg><image href="https://example.org/x"/></svg>',
      'a.png is an SVG or a web page, which can hold scripts and links; save it as PNG first',
    ],
  ])('refuses %s', async (name, text, message) => {
    await expect(checkedScale(new Blob([text]), name)).rejects.toThrow(message)
  })

  it('refuses an SVG by its type, whatever it begins with', async () => {
    const file = new Blob(['\u0000 <svg/>'], { type: 'image/svg+xml' })
    await expect(checkedScale(file, 'b')).rejects.toThrow('b is an SVG or a web page')
  })

  it('refuses 108 megapixels before anything is decoded', async () => {
    const decode = () => Promise.reject(new Error('decoded'))
    Object.assign(globalThis, { createImageBitmap: decode })
    await expect(readImage(new Blob([pngHeader(12000, 9000)]), 'huge.png', 64)).rejects.toThrow(
      'huge.png has 12000 × 9000 pixels, 108 megapixels (at most 50); scale it down first',
    )
    await expect(readImage(new Blob([pngHeader(0xffffffff, 0xffffffff)]), 'x', 64)).rejects.toThrow('megapixels')
  })

  it('refuses a picture of no width', async () => {
    await expect(checkedScale(new Blob([pngHeader(0, 9)]), 'x.png')).rejects.toThrow('no picture')
  })

  it('says when a picture cannot be decoded', async () => {
    Object.assign(globalThis, { createImageBitmap: () => Promise.reject(new Error('bad')) })
    await expect(readImage(new Blob([pngHeader(9, 9)]), 'x.png', 64)).rejects.toThrow(
      'x.png could not be decoded; it may be damaged',
    )
  })

  it('has a large picture scaled while it is decoded, a small one not', async () => {
    expect(await checkedScale(new Blob([pngHeader(6000, 4000)]), 'x')).toEqual({
      resizeWidth: 1536,
      resizeQuality: 'high',
    })
    expect(await checkedScale(new Blob([pngHeader(800, 600)]), 'x')).toEqual({})
  })
})
