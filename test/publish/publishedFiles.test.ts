import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { picturesSchema } from '../../src/artifacts/pictures.ts'
import { digestInName } from '../../src/digestInName.ts'
import {
  publishedOutline,
  publishedPicture,
  publishedPictures,
  publishedTable,
  publishedVocabulary,
  publishedWeights,
  weightsAddress,
} from '../../src/site/publish/publishedFiles.ts'
import { removePlainWeights } from '../../src/site/publish/weightsOnce.ts'
import { lumenTable } from '../model/lumen.ts'

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const table = lumenTable()
const { pictures } = picturesSchema.parse(JSON.parse(readFileSync('public/pictures/pictures.json', 'utf8')))

it('every name states the content: 16 digits of its SHA-256', () => {
  const files = [
    publishedVocabulary(),
    publishedOutline(table),
    publishedTable(table),
    publishedWeights(table),
    publishedPictures(pictures),
    ...pictures.flatMap(({ file, mask, sha256 }) => [publishedPicture(file, sha256), publishedPicture(mask)]),
  ]
  for (const { address, bytes, digest: stated } of files) {
    expect(digestInName(address), address).toBe(digest(bytes).slice(0, 16))
    expect(stated).toBe(digest(bytes).slice(0, 16))
  }
  expect(new Set(files.map(({ address }) => address)).size).toBe(files.length)
})

it('names lead from the layer table to the weights, and from the list to the scenes', () => {
  const named = JSON.parse(new TextDecoder().decode(publishedTable(table).bytes)) as typeof table
  expect(weightsAddress(table)).toBe(`/models/lumen/${named.weights.file}`)
  expect({ ...named, weights: { ...named.weights, file: table.weights.file } }).toEqual(table)
  const listed = JSON.parse(new TextDecoder().decode(publishedPictures(pictures).bytes)) as {
    pictures: typeof pictures
  }
  expect(listed.pictures.map(({ file }) => `/pictures/${file}`)).toEqual(
    pictures.map(({ file }) => publishedPicture(file).address),
  )
})

it('other weights give another name to themselves and to the table, under which nothing old is kept', () => {
  const retrained = { ...table, weights: { ...table.weights, sha256: digest(new Uint8Array(1)) } }
  expect(weightsAddress(retrained)).not.toBe(weightsAddress(table))
  expect(publishedTable(retrained).address).not.toBe(publishedTable(table).address)
})

it('a build refuses weights and pictures that are not as stated, by name, with what mends it', () => {
  const other = { ...table, weights: { ...table.weights, sha256: '0'.repeat(64) } }
  expect(() => publishedWeights(other)).toThrow(
    /^public\/models\/lumen\/weights\.safetensors has SHA-256 [0-9a-f]{64}, but its model\.json states 0{64}\. Restore the file, or run npm run add-model again$/,
  )
  expect(() => publishedPicture(pictures[0]!.file, '0'.repeat(64))).toThrow(
    /^public\/pictures\/[\w-]+\.webp has SHA-256 [0-9a-f]{64}, but pictures\.json states 0{64}\. Restore the file/,
  )
})

it('a build holds the weights once, and its plain layer table names them as they are called there', async () => {
  const dist = mkdtempSync(join(tmpdir(), 'weights-'))
  const folder = join(dist, 'models', 'lumen')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'model.json'), JSON.stringify(table))
  writeFileSync(join(folder, table.weights.file), 'plain')
  await expect(removePlainWeights(dist)).rejects.toThrow('the build did not publish the weights of lumen')
  expect(readdirSync(folder)).toContain(table.weights.file)
  const name = weightsAddress(table).split('/').pop()!
  writeFileSync(join(folder, name), 'published')
  await removePlainWeights(dist)
  expect(readdirSync(folder).sort()).toEqual(['model.json', name])
  const plain = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as typeof table
  expect(plain).toEqual({ ...table, weights: { ...table.weights, file: name } })
})
