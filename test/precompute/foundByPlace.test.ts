import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { globCalls } from '../../precompute/globCalls.ts'
import { globImports } from '../../precompute/globImports.ts'
import { temporaryFolder } from './bench.ts'

const HOOK = ['foundByPlace.ts', 'globImports.ts', 'globCalls.ts']

const FILES = {
  'package.json': '{"type":"module"}',
  'src/ops/blur.ts': 'export default 1 as number\nexport const radius = 2\n',
  'src/ops/add.ts': 'export default 3\nexport const radius = 4\n',
  'src/ops/.hidden.ts': 'export default 5\n',
  'src/ops/notes.md': 'none',
  'src/a/op.ts': 'export default 6\n',
  'src/b/op.ts': 'export default 7\n',
  'content/data.ts': 'export default 8\n',
}

/** What a program prints as JSON that imports `src/core/index.ts`, with this source, after the hook. */
function found(source: string): unknown {
  const root = temporaryFolder()
  const files: Record<string, string> = {
    ...FILES,
    'src/core/index.ts': source,
    'precompute/main.ts': `import './foundByPlace.ts'\nconst { value } = await import('../src/core/index.ts')\nconsole.log(JSON.stringify(await value()))\n`,
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const name of HOOK) cpSync(join(import.meta.dirname, '../../precompute', name), join(root, 'precompute', name))
  const printed = execFileSync(process.execPath, [join(root, 'precompute/main.ts')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return JSON.parse(printed)
}

/** The source of a module whose value is what it finds. */
const finds = (call: string): string =>
  `const files: Record<string, unknown> = ${call}\nexport const value = (): unknown => files\n`

describe('import.meta.glob in Node', () => {
  it('gives whole modules, by relative path, sorted', () => {
    const value = found(finds(`import.meta.glob('../ops/*.ts', { eager: true })`))
    expect(value).toEqual({
      '../ops/add.ts': { default: 3, radius: 4 },
      '../ops/blur.ts': { default: 1, radius: 2 },
    })
    expect(Object.keys(value as object)).toEqual(['../ops/add.ts', '../ops/blur.ts'])
  })

  it.each<[string, string, unknown]>([
    [
      'the default export',
      `import.meta.glob<number>('../ops/*.ts', { eager: true, import: 'default' })`,
      { '../ops/add.ts': 3, '../ops/blur.ts': 1 },
    ],
    [
      'a named export',
      `import.meta.glob<Record<string, () => number>>("../ops/*.ts", { import: "radius", eager: true, })`,
      { '../ops/add.ts': 4, '../ops/blur.ts': 2 },
    ],
    [
      'a file in each folder',
      `import.meta.glob('../*/op.ts', { eager: true, import: 'default' })`,
      { '../a/op.ts': 6, '../b/op.ts': 7 },
    ],
    [
      'several patterns, and what is left out',
      `import.meta.glob(['../ops/*.ts', '../*/op.ts', '!../ops/a*.ts', '!../b/**'], { eager: true, import: 'default' })`,
      { '../a/op.ts': 6, '../ops/blur.ts': 1 },
    ],
    [
      'paths from the root of the project',
      `import.meta.glob('/content/*.ts', { eager: true, import: 'default' })`,
      { '/content/data.ts': 8 },
    ],
    ['not the module itself', `import.meta.glob(['./*.ts', '../core/*.ts'], { eager: true })`, {}],
  ])('gives %s', (_, call, expected) => {
    expect(found(finds(call))).toEqual(expected)
  })

  it('loads later what is not eager', () => {
    const source = (options: string) =>
      `const files = import.meta.glob('../ops/*.ts'${options})\nexport const value = () => files['../ops/blur.ts']!()\n`
    expect(found(source(''))).toEqual({ default: 1, radius: 2 })
    expect(found(source(`, { import: 'radius' }`))).toBe(2)
  })

  it('keeps the numbers of the lines', () => {
    const source = `const files: unknown = import.meta.glob(\n  '../ops/*.ts',\n  { eager: true },\n)\nexport const value = (): unknown => [\n  Object.keys(files as object).length,\n  new Error('here').stack!.match(/index\\.ts:(\\d+)/)![1],\n]\n`
    expect(found(source)).toEqual([2, '7'])
  })
})

it('leaves alone what only reads like a call', () => {
  const source = `// import.meta.glob('./a')\n/* import.meta.glob('./b') */\nconst c = "import.meta.glob('./c')" + \`import.meta.glob('./d')\`\n`
  expect(globCalls(source)).toEqual([])
  expect(globImports(source, '/src/a.ts', '/')).toBe(source)
})

it.each([
  [
    'import.meta.glob(pattern)',
    'computed import.meta.glob: import.meta.glob(pattern) (write patterns and options as literals)',
  ],
  [
    `import.meta.glob('./*.png', { query: '?url' })`,
    'unknown option of import.meta.glob outside of Vite: query (allowed: eager, import)',
  ],
  [`import.meta.glob('ops/*.ts')`, 'invalid pattern in /src/a.ts: ops/*.ts (begin it with ./, ../ or /)'],
])('refuses %s', (source, message) => {
  expect(() => globImports(source, '/src/a.ts', '/')).toThrow(new Error(message))
})
