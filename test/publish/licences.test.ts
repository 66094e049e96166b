import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Bundled, type Package } from '../../src/site/publish/licences/bundled.ts'
import { checkLicences, dataSection, isAllowed, licenceText } from '../../src/site/publish/licences/licenceText.ts'

const folder = mkdtempSync(join(tmpdir(), 'licences-'))
afterAll(() => rmSync(folder, { recursive: true }))

const one = (given: Partial<Package>): Package => ({
  name: 'a',
  version: '1.0.0',
  licence: 'MIT',
  author: '',
  texts: ['MIT: Copyright A'],
  ...given,
})

describe('a licence', () => {
  it.each(['MIT', 'ISC', 'Apache-2.0', 'OFL-1.1', '(MIT OR GPL-3.0)', 'MIT AND ISC', 'BSD-3-Clause'])(
    '%s may enter what readers get',
    (licence) => expect(isAllowed(licence)).toBe(true),
  )
  it.each([
    'GPL-3.0',
    'AGPL-3.0-only',
    'MIT AND GPL-2.0',
    'CC-BY-NC-4.0',
    'UNLICENSED',
    'SEE LICENSE IN x',
    'BUSL-1.1',
    '',
  ])('%j may not', (licence) => expect(isAllowed(licence)).toBe(false))
})

it('a package under another licence, and one whose text is nowhere, fail the build by name', () => {
  expect(() => checkLicences([one({}), one({ name: 'viral', licence: 'GPL-3.0' })])).toThrow(
    /not allowed in what readers get: viral 1\.0\.0 \(GPL-3\.0\)\nAllowed are 0BSD, Apache-2\.0, .*npm ls/s,
  )
  expect(() => checkLicences([one({ name: 'silent', texts: [] })])).toThrow(
    'without the text of their licence: silent 1.0.0',
  )
  expect(() => checkLicences([one({}), one({ licence: 'Apache-2.0', texts: [] })])).not.toThrow()
})

it('the file names content, packages and each text once', () => {
  const text = licenceText(
    'Retort',
    [{ title: 'Weights of X', licence: 'CC BY 4.0', terms: ['Trained on Y, for research alone.'] }],
    [one({}), one({ name: 'b' }), one({ name: 'c', licence: 'Apache-2.0', texts: [], author: 'C' })],
  )
  expect(text).toContain('Weights of X: CC BY 4.0\n\n  Trained on Y, for research alone.')
  expect(text).toContain('c 1.0.0: Apache-2.0, C')
  expect(text.split('MIT: Copyright A')).toHaveLength(2)
  expect(text).toContain('--- a, b ---')
  expect(text).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION')
})

it('the section of a card about data is found', () => {
  expect(dataSection('## Before\n\na\n\n## Data\n\nb\nc\n\n## After\n')).toBe('b\nc')
  expect(dataSection('## Data\n\nb\n\nc')).toBe('b\n\nc')
  expect(dataSection('## Limits\n')).toBeUndefined()
})

it('packages are found from the modules of a bundle, nested ones and those without a file, too', () => {
  const put = (path: string, text: object) => {
    mkdirSync(join(folder, path), { recursive: true })
    writeFileSync(join(folder, path, 'package.json'), JSON.stringify(text))
  }
  put('node_modules/a', { name: 'a', version: '1.0.0', license: 'MIT', author: 'A <a@example.org>' })
  put('node_modules/a/dist/esm', { type: 'module' })
  put('node_modules/a/node_modules/@s/b', { name: '@s/b', version: '2.0.0', licenses: [{ type: 'ISC' }] })
  writeFileSync(join(folder, 'node_modules/a/LICENCE.md'), 'text')
  const bundled = new Bundled()
  bundled.add(join(folder, 'node_modules/a/dist/esm/index.js?v=1'))
  bundled.add(join(folder, 'node_modules/a/node_modules/@s/b/index.js'))
  bundled.add(join(folder, 'src/own.ts'))
  bundled.add('\0vite/preload-helper.js')
  expect(bundled.packages().map(({ name, licence, author, texts }) => [name, licence, author, texts.length])).toEqual([
    ['@s/b', 'ISC', '', 0],
    ['a', 'MIT', 'A', 1],
    ['vite', 'MIT', 'Evan You', 1],
  ])
})
