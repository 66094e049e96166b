import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readLayerTable } from '../../precompute/readModel.ts'
import { remarkValues } from '../../src/article/markdown/remarkValues.ts'
import { formatManifest, type Row } from '../../src/artifacts/manifest.ts'
import { sealedRow, webpOf } from '../artifacts/sealedRow.ts'
import { propsOf, runRemark } from './markdown.ts'

const publicDir = mkdtempSync(join(tmpdir(), 'values-'))
writeFileSync(
  join(publicDir, 'model.json'),
  JSON.stringify({
    input: { size: 64 },
    accuracy: -0.4363,
    layers: [{ name: 'conv1.pre', filters: 32 }, { name: 'conv1' }],
  }),
)

/** Lumen's layer table and one artifact. */
const made = mkdtempSync(join(tmpdir(), 'made-'))
cpSync('public/models/lumen/model.json', join(made, 'models/lumen/model.json'))
mkdirSync(join(made, 'artifacts'))
const table = readLayerTable('lumen')
const picture = sealedRow({
  request: { kind: 'picture', model: 'lumen', unit: 'conv1/0', seed: 0 },
  table,
  files: { picture: { bytes: webpOf(5, 5), tiles: { width: 5, height: 5, columns: 1, rows: 1 } } },
  scores: [{ unit: 'conv1/0', score: 1.25, steps: 8, dead: false }],
})
const sheet = sealedRow({
  request: { kind: 'sheet', model: 'lumen', units: ['conv1/0'], seed: 0 },
  table,
  files: { sheet: { bytes: webpOf(5, 5), tiles: { width: 5, height: 5, columns: 1, rows: 1 } } },
  scores: picture.row.scores,
  needs: [picture.row.id],
})
for (const [name, bytes] of Object.entries({ ...picture.contents, ...sheet.contents }))
  writeFileSync(join(made, 'artifacts', name), bytes)
const manifest = (rows: Row[]) =>
  writeFileSync(join(made, 'artifacts/manifest.json'), formatManifest({ version: 4, rows }))
manifest([picture.row, sheet.row])

const text = (attributes: string) => {
  const { tree } = runRemark(`<Value ${attributes} />`, remarkValues({ publicDir }))
  return propsOf(tree, 'Value')[0].text
}

it('a path of names, indices and lengths leads to the value', () => {
  expect(text('from="/model.json" at="input.size"')).toBe('64')
  expect(text('from="/model.json" at="layers.length"')).toBe('2')
  expect(text('from="/model.json" at="layers.0.filters"')).toBe('32')
})

it('an element of a list is found by its name, dots included', () => {
  expect(text('from="/model.json" at="layers.conv1.pre.filters"')).toBe('32')
})

it('a number is written as the format says, with a true minus sign', () => {
  expect(text('from="/model.json" at="accuracy" format=".1%"')).toBe('−43.6\u00a0%')
  expect(text('from="/model.json" at="accuracy"')).toBe('−0.4363')
})

it('a path to nothing lists what there is', () => {
  expect(() => text('from="/model.json" at="input.sise"')).toThrow(
    'content/a/index.mdx:1:1: <Value at="input.sise"> finds no "sise" in /model.json\nThere is: size.',
  )
  expect(() => text('from="/model.json" at="layers.conv9.filters"')).toThrow(
    '<Value at="layers.conv9.filters"> finds no "conv9" in /model.json\nThere is: length, conv1.pre, conv1.',
  )
})

it('a path to an object, an unknown format and a missing file fail', () => {
  expect(() => text('from="/model.json" at="input"')).toThrow(
    '<Value at="input"> is not a number or a text in /model.json\nIt has: size.',
  )
  expect(() => text('from="/model.json" at="accuracy" format="percent"')).toThrow(
    '<Value> has an unknown format: percent\nWrite a d3-format specifier, as in format=".2f", format=",d" or format=".1%".',
  )
  expect(() => text('from="/none.json" at="a"')).toThrow(
    /<Value> cannot read \/none\.json: ENOENT.*\nWrite a JSON file: \/… is looked up in public\/, \.\/… beside the article\./,
  )
})

it('a figure of the article stands for the artifact that it shows', () => {
  const article = (value: string) => `<FeatureGrid id="fig-curves" units="conv1/0" number={1} />\n\n${value}`
  const resolve = (value: string) => {
    const { tree } = runRemark(article(value), remarkValues({ publicDir: made }))
    return propsOf(tree, 'Value')[0].text
  }
  expect(resolve('<Value of="fig-curves" at="scores.conv1/0.score" format=".2f" />')).toBe('1.25')
  expect(() => resolve('<Value of="fig-curve" at="scores.length" />')).toThrow(
    'content/a/index.mdx:3:1: <Value of="fig-curve"> names no figure that is computed\nDid you mean "fig-curves"?',
  )
})

it.each([
  ['another row’s file', (rows: Row[]) => rows.map((row, i) => ({ ...row, files: rows[1 - i]!.files }))],
  [
    'another score',
    ([first, ...rest]: Row[]) => [{ ...first!, scores: [{ ...first!.scores[0]!, score: 9 }] }, ...rest],
  ],
  [
    'a file from elsewhere',
    ([first, second]: Row[]) => [
      first!,
      { ...second!, files: { sheet: { ...second!.files.sheet!, name: '../../models/lumen/model.json' } } },
    ],
  ],
])('a manifest with %s is not quoted from', (_, spoil) => {
  const folder = mkdtempSync(join(tmpdir(), 'spoilt-'))
  cpSync(made, folder, { recursive: true })
  writeFileSync(
    join(folder, 'artifacts/manifest.json'),
    formatManifest({ version: 4, rows: spoil([picture.row, sheet.row]) }),
  )
  const quoted = '<FeatureGrid id="fig-a" units="conv1/0" number={1} />\n\n<Value of="fig-a" at="id" />'
  expect(() => runRemark(quoted, remarkValues({ publicDir: folder }))).toThrow(
    /content\/a\/index\.mdx:1:1: \S+manifest\.json cannot be trusted: (picture|sheet) of conv1\/0 .*\nRun: npm run precompute$/s,
  )
})

it('a figure whose artifact is missing names what makes it', () => {
  const missing = '<FeatureGrid id="fig-a" units="conv1/1" />\n\n<Value of="fig-a" at="id" />'
  expect(() => runRemark(missing, remarkValues({ publicDir: made }))).toThrow(
    /content\/a\/index\.mdx:1:1: missing artifact: sheet of conv1\/1.*Run: npm run precompute/s,
  )
})
