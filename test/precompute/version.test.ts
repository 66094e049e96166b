import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createModuleCache } from '../../precompute/moduleCache.ts'
import { versionOf } from '../../precompute/version.ts'
import { temporaryFolder } from './bench.ts'

const SOURCES = {
  'precompute/kinds/tile.ts': `import sharp from 'sharp'
import { half } from '../../src/half.ts'
import type { Shape } from '../../src/shape.ts'
/** A tile. */
export const tile = (shape: Shape) => sharp(half(shape.side))
`,
  'src/half.ts': `import { two } from './two.ts'
export const half = (x: number): number => x / two
`,
  'src/two.ts': `export const two = 2\n`,
  'src/shape.ts': `export interface Shape { side: number }\nexport const unused = 1\n`,
  'src/other.ts': `export const other = 1\n`,
  'precompute/plan.ts': `import './kinds/tile.ts'\n`,
  'node_modules/sharp/package.json': '{"version":"1.0.0"}',
  'node_modules/@tensorflow/tfjs-core/package.json': '{"version":"4.22.0"}',
}

/** The version of `tile` before and after some files are rewritten. */
function versions(changes: Record<string, string>): { before: string; after: string } {
  const root = temporaryFolder()
  const write = (files: Record<string, string>) => {
    for (const [path, source] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), source)
    }
  }
  const version = () => versionOf(join(root, 'precompute/kinds/tile.ts'), root).hash
  write(SOURCES)
  const before = version()
  write(changes)
  return { before, after: version() }
}

describe('versionOf', () => {
  it.each<[string, Record<string, string>]>([
    ['a comment in the closure', { 'src/two.ts': '/** The number 2. */\nexport const two = 2 // two\n' }],
    [
      'layout, quotes and trailing commas',
      {
        'src/half.ts': `import {\n  two,\n} from "./two.ts"\nexport const half = (\n  x: number,\n): number =>\n  x / two;\n`,
      },
    ],
    ['a type', { 'src/half.ts': SOURCES['src/half.ts'].replace('x: number', 'x: 1 | 2') }],
    [
      'a module of which only types are imported',
      {
        'src/shape.ts': 'export interface Shape { side: number; top?: 1 }\nexport const unused = 2\n',
      },
    ],
    ['code outside the closure', { 'src/other.ts': 'export const other = 2\n' }],
    ['code that imports the kind', { 'precompute/plan.ts': `import './kinds/tile.ts'\nexport const plan = 1\n` }],
    [
      'a package that the kind does not use',
      { 'node_modules/@tensorflow/tfjs-core/package.json': '{"version":"5.0.0"}' },
    ],
  ])('stays when %s changes', (_, changes) => {
    const { before, after } = versions(changes)
    expect(after).toBe(before)
  })

  it.each<[string, Record<string, string>]>([
    [
      'the kind itself',
      {
        'precompute/kinds/tile.ts': SOURCES['precompute/kinds/tile.ts'].replace(
          'half(shape.side)',
          'half(shape.side + 1)',
        ),
      },
    ],
    ['code two imports away', { 'src/two.ts': 'export const two = 3\n' }],
    ['a string', { 'src/two.ts': `export const two = '2' as never\n` }],
    ['the version of a package it imports', { 'node_modules/sharp/package.json': '{"version":"1.0.1"}' }],
    ['an added import', { 'src/two.ts': `import './other.ts'\nexport const two = 2\n` }],
  ])('changes with %s', (_, changes) => {
    const { before, after } = versions(changes)
    expect(after).not.toBe(before)
  })

  it('follows a module imported while running, and refuses a computed path', () => {
    const source = (path: string) => `export const two = await import(${path})\n`
    const { before, after } = versions({ 'src/two.ts': source(`'./other.ts'`) })
    expect(after).not.toBe(before)
    expect(() => versions({ 'src/two.ts': source('name') })).toThrow(
      /^computed import in .*two\.ts: name \(write the path as a string: it decides what is stale\)$/,
    )
  })

  it('is the same with a remembered parse, and survives a damaged memory', () => {
    const root = join(import.meta.dirname, '../..')
    const entry = join(root, 'precompute/kinds/sheet.ts')
    const path = join(temporaryFolder(), 'modules.json')
    const fresh = versionOf(entry, root)
    expect(versionOf(entry, root, createModuleCache(path))).toEqual(fresh)
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')) as object).length).toBeGreaterThan(1)
    expect(versionOf(entry, root, createModuleCache(path))).toEqual(fresh)
    writeFileSync(path, '{"half a file')
    expect(versionOf(entry, root, createModuleCache(path))).toEqual(fresh)
  })

  it.each(['picture', 'sheet', 'anatomy'])('knows the closure of %s', (kind) => {
    const root = join(import.meta.dirname, '../..')
    const entry = join(root, 'precompute/kinds', `${kind}.ts`)
    const seen: string[] = []
    const cache = createModuleCache()
    versionOf(entry, root, (path, source) => {
      seen.push(path.slice(root.length + 1))
      return cache(path, source)
    })
    expect(seen).toContain(`precompute/kinds/${kind}.ts`)
    // What decides when and where things are made must not make them stale.
    const numeric = /^(precompute\/(kinds\/|webp)|src\/(vocabulary|model|optvis|circuits|stimuli)\/)/
    expect(seen.filter((path) => !numeric.test(path))).toEqual([])
  })
})
