/**
 * Whoever adds a figure kind makes a folder, whoever adds a stimulus, an operation or a method makes a file: done here
 * in a copy of the project, with what lies in `test/fixtures/addition`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ADDITION = 'test/fixtures/addition'

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort()
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

let root = ''
const run = (...args: string[]) =>
  execFileSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, CI: '', ASTRO_TELEMETRY_DISABLED: '1' },
  })
/** What a program prints as JSON, in the copy, that finds modules by place. */
const printed = (code: string): unknown => {
  writeFileSync(join(root, 'program.ts'), `import './precompute/foundByPlace.ts'\n${code}`)
  const text = run('program.ts')
  rmSync(join(root, 'program.ts'))
  return JSON.parse(text.slice(text.indexOf('{')))
}

const ADDED = [
  'content/addition/index.mdx',
  'src/attribution/methods/negativeGradient.ts',
  'src/figures/lineResponse/Widget.svelte',
  'src/figures/lineResponse/compute.ts',
  'src/figures/lineResponse/declaration.ts',
  'src/model/ops/double.ts',
  'src/stimuli/families/cross.ts',
]

describe('an addition', () => {
  let before: Record<string, string> = {}

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'addition-'))
    for (const path of git('ls-files', '--cached', '--others', '--exclude-standard').split('\n')) {
      if (path === '' || path.startsWith('test/') || !existsSync(path)) continue
      mkdirSync(dirname(join(root, path)), { recursive: true })
      cpSync(path, join(root, path))
    }
    symlinkSync(join(import.meta.dirname, '../node_modules'), join(root, 'node_modules'))
    before = Object.fromEntries(
      filesBelow(root)
        .filter((path) => !path.startsWith('node_modules'))
        .map((path) => [path, hashOf(join(root, path))]),
    )
    cpSync(ADDITION, root, { recursive: true })
  }, 60_000)
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it('is these files, and no list names them', () => {
    expect(filesBelow(ADDITION)).toEqual(ADDED)
    for (const word of ['lineResponse', 'LineResponse', 'negativeGradient'])
      expect(
        spawnSync('git', [
          'grep',
          '-l',
          word,
          '--',
          'src',
          'precompute',
          'content',
          'astro.config.mjs',
        ]).stdout.toString(),
        word,
      ).toBe('')
  })

  it('is what the README shows, whole', () => {
    const readme = readFileSync('README.md', 'utf8')
    const files = ['declaration.ts', 'compute.ts', 'Widget.svelte'].map((name) =>
      readFileSync(join(ADDITION, 'src/figures/lineResponse', name), 'utf8'),
    )
    for (const text of files) expect(readme).toContain(text)
    expect(files.join('').trim().split('\n').length).toBeLessThanOrEqual(60)
  })

  it('makes no other artifact stale', () => {
    const list = run('precompute/main.ts', '--list')
    const toDo = list.split('\n').filter((line) => /^(missing|stale|damaged)/.test(line))
    expect(toDo.map((line) => line.replace(/ \(wanted by.*/, ''))).toEqual([
      'missing: tuning of conv2/3 (lumen)',
      'missing: tuning of conv2/3 (lumen)',
    ])
  })

  it('changes no seeded stimulus', () => {
    const code = `
      const { vocabulary } = await import('./src/engine/vocabulary.ts')
      const { seededStimulus } = await import('./src/vocabulary/seededStimuli.ts')
      const first = Array.from({ length: 280 }, (_, index) => seededStimulus(vocabulary.stimuli, 3, index))
      console.log(JSON.stringify({ first, names: Object.keys(vocabulary.stimuli) }))`
    const after = printed(code) as { first: unknown[]; names: string[] }
    expect(after.names).toContain('cross')
    rmSync(join(root, 'src/stimuli/families/cross.ts'))
    const without = printed(code) as { first: unknown[]; names: string[] }
    cpSync(join(ADDITION, 'src/stimuli/families/cross.ts'), join(root, 'src/stimuli/families/cross.ts'))
    expect(without.names).not.toContain('cross')
    expect(after.first).toEqual(without.first)
  })

  it('is an operation of networks and a method of attribution that works', () => {
    const found = printed(`
      const tf = await import('@tensorflow/tfjs')
      await tf.setBackend('cpu')
      const { parseLayerTable } = await import('./src/model/parseLayerTable.ts')
      const { createModel } = await import('./src/model/model.ts')
      const { forward } = await import('./src/model/forward.ts')
      const { attribute } = await import('./src/attribution/attribute.ts')
      const table = parseLayerTable({
        id: 'small', title: 'Small', license: 'none', provenance: 'made here', classes: ['a', 'b'],
        input: { size: 2, channels: 3, scale: 1, offset: 0 },
        layers: [
          { name: 'twice', op: 'double', inputs: ['input'] },
          { name: 'logits', op: 'dense', inputs: ['twice'], units: 2 },
        ],
        weights: { file: 'weights.safetensors', bytes: 1, sha256: '0'.repeat(64) },
      })
      const data = Float32Array.from({ length: 24 }, (_, i) => (i % 5) - 2)
      const model = createModel(table, new Map([
        ['logits/kernel', { shape: [12, 2], data }], ['logits/bias', { shape: [2], data: new Float32Array(2) }],
      ]))
      const image = tf.ones([1, 2, 2, 3])
      const { twice } = forward(model)(image, ['twice'])
      const maps = []
      for await (const frame of attribute(model, {
        image: { height: 2, width: 2, values: new Float32Array(12).fill(0.5) },
        index: 0, layer: 'twice', methods: ['negativeGradient'], seed: 0,
      })) maps.push(frame)
      console.log(JSON.stringify({ twice: [...twice.dataSync()], methods: maps.map((m) => m.method), peak: maps[0].peak }))`)
    expect(found).toEqual({ twice: new Array(12).fill(2), methods: ['negativeGradient'], peak: 4 })
  })

  it('is built: the page shows the figure, and no other file has changed', () => {
    run('precompute/main.ts', '--build')
    run('node_modules/astro/bin/astro.mjs', 'build')
    const page = readFileSync(join(root, 'dist/addition/index.html'), 'utf8')
    expect(page).toMatch(/<figure id="fig-line"[^]*What excites conv2\/3 most[^]*<strong[^>]*>\d+\.\d\d<\/strong>/)
    expect(page).toMatch(/<option value="cross"[^>]*>cross<\/option>/)
    expect(readFileSync(join(root, 'dist/guide/index.html'), 'utf8')).toContain(
      'How a unit responds to a line of some direction.',
    )
    const changed = Object.keys(before).filter((path) => hashOf(join(root, path)) !== before[path])
    expect(changed).toEqual(['public/artifacts/manifest.json'])
    const rows = (path: string) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .map((row) => row.replace(/,$/, ''))
    const kept = new Set(rows(join(root, 'public/artifacts/manifest.json')))
    expect(rows('public/artifacts/manifest.json').filter((row) => !kept.has(row))).toEqual([])
  }, 300_000)
})
