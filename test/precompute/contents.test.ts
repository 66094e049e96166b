import { expect, it } from 'vitest'
import { z } from 'zod'
import { contentsOf } from '../../precompute/contents.ts'
import { webpOf } from '../artifacts/sealedRow.ts'
import { image, json, sheet } from '../../src/artifacts/artifact.ts'

const artifact = {
  request: z.strictObject({ kind: z.literal('maps'), model: z.string() }),
  files: { data: json(z.strictObject({ a: z.number(), b: z.number() })), maps: sheet(), picture: image() },
}
const bytes = webpOf(2, 2)
const tiles = { width: 2, height: 2, columns: 1, rows: 1 }
const files = { data: { b: 2, a: 1 }, maps: { bytes, tiles }, picture: { bytes } }

it('gives files in the order in which they are declared, and data in its own', () => {
  const contents = contentsOf(artifact, { files: { picture: files.picture, maps: files.maps, data: files.data } })
  expect(Object.keys(contents.files)).toEqual(['data', 'maps', 'picture'])
  expect(new TextDecoder().decode(contents.files.data.bytes)).toBe('{"b":2,"a":1}\n')
  expect(contents.files.maps).toEqual({ extension: 'webp', bytes, tiles })
  expect(contents.scores).toEqual([])
})

it.each([
  [{ ...files, data: { a: 1, b: NaN } }, 'data is not as its schema says: '],
  [{ ...files, sheet: { bytes } }, 'files that are not declared: sheet (there are data, maps, picture)'],
  [{ ...files, maps: { bytes } }, 'maps is not as its kind declares it: '],
  [{ ...files, maps: { bytes: new Uint8Array(), tiles } }, 'no WebP'],
  [{ ...files, picture: { bytes: new TextEncoder().encode('<html>') } }, 'no WebP'],
  [{ ...files, maps: { bytes, tiles: { ...tiles, rows: 2 } } }, 'tiles that do not fill the picture'],
  [{ ...files, maps: { bytes, tiles: { ...tiles, columns: 0 } } }, 'maps is not as its kind declares it: '],
  [{ ...files, maps: { bytes, tiles: { ...tiles, width: NaN } } }, 'maps is not as its kind declares it: '],
  [{}, 'data is not as its schema says: '],
  [{ data: files.data, maps: files.maps }, 'picture is not as its kind declares it: '],
])('refuses what its kind does not declare', (made, message) => {
  expect(() => contentsOf(artifact, { files: made })).toThrow(message)
})
