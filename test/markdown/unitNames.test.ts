import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readUnitNames } from '../../src/article/markdown/unitNames.ts'
import { namedUnit, unitName } from '../../src/vocabulary/unitName.ts'

const folder = mkdtempSync(join(tmpdir(), 'names-'))
afterAll(() => rmSync(folder, { recursive: true }))
const network = { id: 'small', layers: [{ name: 'conv1', height: 4, width: 4, channels: 8 }] }
const read = (text: string) => {
  const path = join(folder, 'names.json')
  writeFileSync(path, text)
  return readUnitNames(path, network)
}

it('names stand before the reference, of a position, too', () => {
  const names = read('{ "conv1/3": "upward curve" }')
  expect(names).toEqual({ 'conv1/3': 'upward curve' })
  expect(namedUnit({ names }, 'conv1/3')).toBe('upward curve · conv1/3')
  expect(namedUnit({ names }, 'conv1/3@1,2')).toBe('upward curve · conv1/3@1,2')
  expect(namedUnit({ names }, 'conv1/4')).toBe('conv1/4')
  expect(unitName({}, 'conv1/3')).toBeUndefined()
})

it('a network without the file has no names', () => {
  expect(readUnitNames(join(folder, 'none.json'), network)).toEqual({})
})

it.each([
  [
    '{\n  "conv1/9": "ring"\n}',
    '2: unknown unit: conv1/9 (conv1 has units 0 to 7)\nCorrect the unit, or remove its name.',
  ],
  ['{\n  "conv2/1": "ring"\n}', '2: unknown layer: conv2 (small has conv1)'],
  ['{\n  "conv1/1@0,0": "ring"\n}', '2: name of a position: conv1/1@0,0\nName the unit, without @row,column.'],
  ['{\n  "conv1/1": ""\n}', '2: no name of conv1/1: ""\nWrite one to 40 characters'],
  ['{\n  "conv1/1": 7\n}', '2: no name of conv1/1: 7'],
  ['{\n  "conv1/1": "ring",\n  "conv1/1": "arc"\n}', '3: two names of conv1/1: ring and arc\nRemove one.'],
  ['["ring"]', '1: names of units are no object\nWrite an object of names by unit'],
  ['{\n  "conv1/1": "ring"', ': broken JSON: '],
])('%s is named at its line', (text, message) => {
  expect(() => read(text)).toThrow(message)
})
