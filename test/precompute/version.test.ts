import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createModuleCache } from '../../precompute/definitions/moduleCache.ts'
import { createVersionOf } from '../../precompute/version.ts'
import { temporaryFolder } from './bench.ts'

type Sources = Record<string, string>

const KIND = 'precompute/kinds/tile.ts'

const SOURCES = {
  [KIND]: `import sharp from 'sharp'
import { circles } from '../../src/circles.ts'
import { half } from '../../src/half.ts'
import type { Shape } from '../../src/shape.ts'
const name = 'tile'
/** A tile. */
export const tile = {
  name,
  encode: (shape: Shape) => sharp(circles(half(shape.side)), { half }),
}
`,
  'src/half.ts': `import { two } from './two.ts'
export const half = (x: number): number => x / two
export function unused(x: number) { return x }
`,
  'src/circles.ts': `import { radius } from './radius.ts'
export function circles(n: number): number[] {
  const all = []
  for (let i = 0; i < n; i++) all.push(radius(i))
  all.reverse()
  return all
}
`,
  'src/radius.ts': `export const radius = (i: number) => Math.sqrt(i)\n`,
  'src/two.ts': `export const two = 2\n`,
  'src/shape.ts': `export interface Shape { side: number }\nexport const unused = 1\n`,
  'src/other.ts': `export const other = 1\n`,
  'precompute/plan.ts': `import './kinds/tile.ts'\n`,
  'node_modules/sharp/package.json': '{"version":"1.0.0"}',
  'node_modules/@tensorflow/tfjs-core/package.json': '{"version":"4.22.0"}',
}

function folderOf(sources: Sources): string {
  const root = temporaryFolder()
  for (const [path, source] of Object.entries(sources)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), source)
  }
  return root
}

/** The version of a module among sources. */
function version(sources: Sources, entry = KIND, parts: string[] = []): string {
  const root = folderOf(sources)
  const paths = parts.map((path) => join(root, path))
  return createVersionOf(root)([join(root, entry), ...paths]).hash
}

/** The version of the kind when these files are other ones. */
const changed = (changes: Sources): string => version({ ...SOURCES, ...changes })

/** A source with parts of it replaced; each has to be there. */
function edited(path: keyof typeof SOURCES, ...edits: [from: string, to: string][]): Sources {
  let source = SOURCES[path]
  for (const [from, to] of edits) {
    expect(source).toContain(from)
    source = source.replace(from, to)
  }
  return { [path]: source }
}

/** The version of one module that imports nothing. */
const alone = (source: string): string => version({ 'a.ts': source }, 'a.ts')

describe('a version stays when', () => {
  it.each<[string, () => Sources]>([
    ['a comment is written', () => ({ 'src/two.ts': '/** 2. */\nexport const two = 2 // two\n' })],
    [
      'a formatter changes layout, quotes and commas',
      () => ({
        'src/half.ts': `import {\n  two,\n} from "./two.ts"\nexport const half = (\n  x: number,\n): number =>\n  x / two;\n`,
      }),
    ],
    ['a type changes', () => edited('src/half.ts', ['x: number', 'x: 1 | 2'])],
    [
      'a module changes of which types are imported',
      () => ({ 'src/shape.ts': 'export interface Shape { top?: 1 }\nexport const unused = 2\n' }),
    ],
    ['code changes that it does not reach', () => ({ 'src/other.ts': 'export const other = 2\n' })],
    ['a neighbour changes', () => edited('src/half.ts', ['return x', 'return x + 1'])],
    [
      'a neighbour is added, which imports, and is called as a local name is elsewhere',
      () => ({
        'src/circles.ts': `import { other } from './other.ts'\n${SOURCES['src/circles.ts']}export const i = other\nexport const all = 3\n`,
      }),
    ],
    [
      'code changes that imports it',
      () => ({ 'precompute/plan.ts': `import './kinds/tile.ts'\nexport const plan = 1\n` }),
    ],
    [
      'a package changes that it does not use',
      () => ({ 'node_modules/@tensorflow/tfjs-core/package.json': '{"version":"5.0.0"}' }),
    ],
    [
      'a module is moved',
      () => ({
        'src/numbers/two.ts': SOURCES['src/two.ts'],
        ...edited('src/half.ts', ['./two.ts', './numbers/two.ts']),
      }),
    ],
    [
      'a definition is renamed where it is exported',
      () => ({
        'src/two.ts': 'export const deux = 2\n',
        ...edited('src/half.ts', ['{ two }', '{ deux }'], ['/ two', '/ deux']),
      }),
    ],
    ['an import is renamed', () => edited('src/half.ts', ['{ two }', '{ two as deux }'], ['/ two', '/ deux'])],
    [
      'a definition is renamed that an object holds under its name',
      () => ({
        ...edited('src/half.ts', ['const half', 'const halved']),
        ...edited(
          KIND,
          ['{ half } from', '{ halved } from'],
          ['half(shape', 'halved(shape'],
          ['{ half }', '{ half: halved }'],
        ),
      }),
    ],
    ['its own export is renamed', () => edited(KIND, ['const tile', 'const square'])],
    ['its own export becomes the default', () => edited(KIND, ['const tile =', 'default'])],
    [
      'its own export is named later',
      () => ({ [KIND]: `${edited(KIND, ['export const', 'const'])[KIND]}export { tile as default }\n` }),
    ],
    ['modules are joined', () => edited('src/half.ts', [`import { two } from './two.ts'`, 'const two = 2'])],
    [
      'a module is split',
      () => ({
        'src/name.ts': `export const name = 'tile'\n`,
        ...edited(KIND, [`const name = 'tile'`, `import { name } from '../../src/name.ts'`]),
      }),
    ],
    [
      'what it imports comes through other modules',
      () => ({
        'src/index.ts': `export { half as halved } from './half.ts'\nexport * from './circles.ts'\n`,
        ...edited(
          KIND,
          ['circles.ts', 'index.ts'],
          ['{ half } from', '{ halved as half } from'],
          ['half.ts', 'index.ts'],
        ),
      }),
    ],
    [
      'definitions are reordered',
      () => ({
        'src/half.ts': `import { two } from './two.ts'\nexport function unused(x: number) { return x }\nexport const half = (x: number): number => x / two\n`,
      }),
    ],
  ])('%s', (_, changes) => {
    expect(changed(changes())).toBe(version(SOURCES))
  })

  it.each<[string, string, string]>([
    [
      'parentheses say nothing',
      'export const f = (a: number, b: number) => a + b * 2',
      'export const f = (a: number, b: number) => (a) + ((b * 2))',
    ],
    ['a lone parameter has parentheses', 'export const f = x => x', 'export const f = (x) => (x)'],
    ['a key has quotes', `export const o = { a: 1, 2: 'b' }`, `export const o = { 'a': 1, '2': "b" }`],
    ['a number is written in another way', 'export const n = [0.5, 255, 10]', 'export const n = [.5, 0xff, 1.0e1,]'],
    ['a semicolon is too much', 'export function f() { return 1 }', 'export function f() {; return 1;; };'],
    ['variables share a statement', 'const a = 1\nexport const b = a', 'export const c = 1, d = c'],
    [
      'a recursive function is renamed',
      'export function f(n) { return n ? f(n - 1) : 0 }',
      'export function g(n) { return n ? g(n - 1) : 0 }',
    ],
    [
      'functions that call each other are renamed',
      'function even(n) { return n === 0 || odd(n - 1) }\nexport function odd(n) { return n !== 0 && even(n - 1) }',
      'export function b(n) { return n !== 0 && a(n - 1) }\nfunction a(n) { return n === 0 || b(n - 1) }',
    ],
    [
      'a class is renamed',
      'export class A { static make() { return new A() } }',
      'export class B { static make() { return new B() } }',
    ],
    [
      'what is taken apart is renamed',
      'const { a, b: [c] } = Math.x\nexport const d = a + c',
      'const { a: e, b: [f] } = Math.x\nexport const d = e + f',
    ],
  ])('%s', (_, before, after) => {
    expect(alone(after)).toBe(alone(before))
  })
})

describe('a version changes with', () => {
  it.each<[string, () => Sources]>([
    ['the kind itself', () => edited(KIND, ['half(shape.side)', 'half(shape.side + 1)'])],
    ['a constant two imports away', () => ({ 'src/two.ts': 'export const two = 3\n' })],
    ['the type of a constant', () => ({ 'src/two.ts': `export const two = '2' as never\n` })],
    ['a string', () => edited(KIND, [`'tile'`, `'tiles'`])],
    ['a key', () => edited(KIND, ['encode:', 'encodes:'])],
    ['a key that is a name, too', () => edited(KIND, [', { half }', ', { halves: half }'])],
    ['a property', () => edited(KIND, ['shape.side', 'shape.top'])],
    ['an operator', () => edited('src/circles.ts', ['i < n', 'i <= n'])],
    ['a unary operator', () => edited('src/circles.ts', ['i++', 'i--'])],
    [
      'the order of statements',
      () => edited('src/circles.ts', ['  all.reverse()\n', ''], ['all = []', 'all = []\n  all.reverse()']),
    ],
    [
      'what a name refers to',
      () => edited('src/half.ts', ['{ two } from', '{ other as two } from'], ['./two', './other']),
    ],
    ['another export of a package', () => edited(KIND, ['import sharp', 'import { sharp }'])],
    ['the version of a package', () => ({ 'node_modules/sharp/package.json': '{"version":"1.1"}' })],
    ['a side effect in a module on the way', () => ({ 'src/two.ts': `export const two = 2\nMath.sin = Math.cos\n` })],
    ['a module imported for its side effects', () => edited('src/half.ts', ['import', `import './other.ts'\nimport`])],
  ])('%s', (_, changes) => {
    expect(changed(changes())).not.toBe(version(SOURCES))
  })

  it.each<[string, string, string]>([
    [
      'parentheses that say something',
      'export const f = (a, b) => (a + b) * 2',
      'export const f = (a, b) => a + b * 2',
    ],
    ['the end of an optional chain', 'export const f = (a) => (a?.b).c', 'export const f = (a) => a?.b.c'],
    ['a place in a loop', 'export function f(i) { for (; i; ) i-- }', 'export function f(i) { for (; ; i) i-- }'],
    ['a hole', 'export const a = [1, ,]', 'export const a = [1]'],
    ['a default value', 'const d = 1\nexport const f = (x = d) => x', 'const d = 2\nexport const f = (x = d) => x'],
    [
      'a default value that a variable of the body only seems to hide',
      'const d = 1\nexport function f(x = d) { var d = 3; return x + d }',
      'const d = 2\nexport function f(x = d) { var d = 3; return x + d }',
    ],
    [
      'a name that is hidden in another block',
      'const d = 1\nexport function f() { { const d = 3; d }\nreturn d }',
      'const d = 2\nexport function f() { { const d = 3; d }\nreturn d }',
    ],
    ['a computed key', `const d = 'a'\nexport const o = { [d]: 1 }`, `const d = 'b'\nexport const o = { [d]: 1 }`],
    [
      'a computed key beside a parameter of its name',
      `const d = 'a'\nexport const o = { [d](d) {} }`,
      `const d = 'b'\nexport const o = { [d](d) {} }`,
    ],
    ['a value in a template', 'const d = 1\nexport const t = `${d}px`', 'const d = 2\nexport const t = `${d}px`'],
    ['the text of a template', 'export const t = (d) => `${d}px`', 'export const t = (d) => `${d}em`'],
    ['a regular expression', 'export const r = /a/g', 'export const r = /a/i'],
    ['what a pattern takes', 'export const { a: b } = Math', 'export const { c: b } = Math'],
    ['a key or a default value in a pattern', 'export const f = ({ a: b }) => 1', 'export const f = ({ a = b }) => 1'],
    [
      'which name of a pattern',
      'const [a, b] = Math.x\nexport const c = a',
      'const [a, b] = Math.x\nexport const c = b',
    ],
    [
      'a way to assign',
      'let a = 1\nexport const f = (b) => { ({ a } = b); return a }',
      'let a = 1\nexport const f = (b) => { ({ c: a } = b); return a }',
    ],
    ['`static`', 'export class A { static b = 1 }', 'export class A { b = 1 }'],
    [
      'a class below',
      'class B { c() { return 1 } }\nexport class A extends B {}',
      'class B { c() { return 2 } }\nexport class A extends B {}',
    ],
    ['`async`', 'export async function f() {}', 'export function f() {}'],
    [
      'a circle of functions',
      'const x = (n) => y(n)\nconst y = (n) => z(n)\nexport const z = (n) => n > 1 && x(n)',
      'const x = (n) => y(n + 1)\nconst y = (n) => z(n)\nexport const z = (n) => n > 1 && x(n)',
    ],
  ])('%s', (_, before, after) => {
    expect(alone(after)).not.toBe(alone(before))
  })
})

it('does not depend on where a circle is entered', () => {
  const sources = {
    'even.ts': `import { odd } from './odd.ts'\nexport const even = (n) => n === 0 || odd(n - 1)`,
    'odd.ts': `import { even } from './even.ts'\nexport const odd = (n) => n !== 0 && even(n - 1)`,
  }
  expect(version(sources, 'even.ts')).toBe(version(sources, 'odd.ts'))
  const root = folderOf(sources)
  const versionOf = createVersionOf(root)
  versionOf([join(root, 'odd.ts')])
  expect(versionOf([join(root, 'even.ts')]).hash).toBe(version(sources, 'even.ts'))
})

describe('a whole module', () => {
  const all = (source: string) => (changes: Sources) =>
    version({ 'a.ts': source, 'b.ts': 'export const used = 1\nconst kept = 2\n', ...changes }, 'a.ts')

  it.each([
    `import * as all from './b.ts'\nexport const a = all.used`,
    `export const a = await import('./b.ts')`,
    `export * from './b.ts'`,
    `export * as b from './b.ts'`,
  ])('counts with all it exports: %s', (source) => {
    const versionWith = all(source)
    const before = versionWith({})
    expect(versionWith({ 'b.ts': 'export const used = 1\nexport const other = 2' })).not.toBe(before)
    expect(versionWith({ 'b.ts': 'export const used = 1\nconst kept = 3' })).toBe(before)
  })

  it('cannot be found by a computed path', () => {
    expect(() => alone('export const a = (name) => import(name)')).toThrow(
      /^computed import in .*a\.ts: name \(write the path as a string: it decides what is stale\)$/,
    )
  })

  it('has to export what is imported', () => {
    expect(() => all(`export { none } from './b.ts'`)({})).toThrow(
      /^no export none in .*b\.ts, which another module imports$/,
    )
  })

  it('counts byte for byte where it is not TypeScript', () => {
    const source = `import data from './data.json' with { type: 'json' }\nexport const a = data`
    const before = all(source)({ 'data.json': '{"a":1}' })
    expect(all(source)({ 'data.json': '{"a":1}' })).toBe(before)
    expect(all(source)({ 'data.json': '{"a": 1}' })).not.toBe(before)
  })
})

describe('modules found by place', () => {
  const glob = (pattern: string) =>
    `const found = import.meta.glob<number>('${pattern}', { eager: true, import: 'default' })\nexport const op = (name) => found[name]\n`
  const sources = {
    'ops.ts': glob('./ops/*.ts'),
    'ops/blur.ts': 'export default (x) => x / 2\n',
    'ops/turn.ts': 'export default (x) => -x\n',
  }
  const parts = ['ops/blur.ts', 'ops/turn.ts']

  it('count where they are named, and not for where they lie', () => {
    const before = version(sources, 'ops.ts')
    expect(version({ ...sources, 'ops/turn.ts': 'export default (x) => x' }, 'ops.ts')).toBe(before)
    expect(version({ ...sources, 'ops.ts': glob('./operations/*.ts') }, 'ops.ts')).toBe(before)
    const named = version(sources, 'ops.ts', ['ops/blur.ts'])
    expect(named).not.toBe(before)
    const turned = { ...sources, 'ops/turn.ts': 'export default (x) => x' }
    expect(version(turned, 'ops.ts', ['ops/blur.ts'])).toBe(named)
    expect(version(turned, 'ops.ts', parts)).not.toBe(version(sources, 'ops.ts', parts))
  })

  it('are told apart where two are named', () => {
    const swapped = {
      ...sources,
      'ops/blur.ts': sources['ops/turn.ts'],
      'ops/turn.ts': sources['ops/blur.ts'],
    }
    expect(version(swapped, 'ops.ts', parts)).not.toBe(version(sources, 'ops.ts', parts))
  })

  it('bring in their numeric dependencies', () => {
    const root = folderOf({
      ...sources,
      'ops/blur.ts': `import sharp from 'sharp'\nexport default sharp`,
      'node_modules/sharp/package.json': '{"version":"1.0.0"}',
    })
    const versionOf = createVersionOf(root)
    const [op, blur] = [join(root, 'ops.ts'), join(root, 'ops/blur.ts')]
    expect(versionOf([op]).dependencies).toEqual([])
    expect(versionOf([op, blur]).dependencies).toEqual(['sharp@1.0.0'])
  })
})

describe('for the kinds of this repository', () => {
  const root = join(import.meta.dirname, '../..')

  it('is the same with a remembered parse, and survives a damaged memory', () => {
    const entry = join(root, 'src/artifacts/sheet/encode.ts')
    const path = join(temporaryFolder(), 'modules.json')
    const remembered = () => createVersionOf(root, createModuleCache(path))([entry])
    const fresh = createVersionOf(root)([entry])
    expect(remembered()).toEqual(fresh)
    const { modules } = JSON.parse(readFileSync(path, 'utf8')) as { modules: object }
    expect(Object.keys(modules).length).toBeGreaterThan(1)
    expect(remembered()).toEqual(fresh)
    writeFileSync(path, '{"half a file')
    expect(remembered()).toEqual(fresh)
  })

  it.each(['picture/compute', 'sheet/encode', 'convAnatomy/compute'])('knows what %s reaches', (kind) => {
    const seen: string[] = []
    const cache = createModuleCache()
    createVersionOf(root, {
      ...cache,
      read(path, source) {
        seen.push(path.slice(root.length + 1))
        return cache.read(path, source)
      },
    })([join(root, 'src/artifacts', `${kind}.ts`)])
    expect(seen).toContain(`src/artifacts/${kind}.ts`)
    // What decides when and where things are made must not make them stale.
    const numeric = /^src\/(artifacts|model|optvis|circuits|stimuli|vocabulary)\//
    expect(seen.filter((path) => !numeric.test(path))).toEqual([])
  })
})
