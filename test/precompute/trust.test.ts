/**
 * A right manifest with its files, changed at random, as a bad merge, a broken disk or an attacker would: whatever
 * any reader still accepts is what was written, and a run mends the rest.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Row } from '../../src/artifacts/manifest.ts'
import { openArtifacts, type OpenedRow } from '../../src/artifacts/trust/openArtifacts.ts'
import { sealOf } from '../../src/artifacts/trust/identity.ts'
import { contentFolder, createBench, temporaryFolder } from './bench.ts'
import type { MemoryFiles } from './memoryFiles.ts'

const ARTICLE = `
<FeatureGrid id="fig-stem" model="menagerie" layer="stem">All.</FeatureGrid>

<FeatureGrid id="fig-wide" model="menagerie" units="wide/0 wide/2">Some.</FeatureGrid>
`
const MANIFEST = 'out/manifest.json'

let content: string
/** What an undisturbed run leaves, by path. */
let whole: Record<string, string>
let rows: Row[]

beforeAll(async () => {
  content = contentFolder({ circles: ARTICLE })
  const bench = createBench({ content })
  await bench.run()
  whole = bench.files.contents()
  rows = (JSON.parse(whole[MANIFEST]!) as { rows: Row[] }).rows
})

/** Files by path, as latin1 text. */
type Files = Record<string, string>

interface Mutation {
  says: string
  apply(manifest: { version: unknown; rows: Row[] }, files: Files): void
  /** What is done to the manifest's text at last. */
  text?(text: string): string
}

const NAMES = [
  '../secret.json',
  '/etc/passwd',
  'evil.html',
  '.',
  '..',
  '',
  'manifest.json',
  '.lock',
  'a\u0000.webp',
  '\u202egpj.webp',
  'ﬁ.webp',
  '__proto__',
  'x'.repeat(300),
]
const VALUES = [-1, 0, 1, 2, 7, 14, 0.5, 1e9, null, '', 'x', true, [], {}]
const index = fc.nat(9)
const at = (all: Row[], i: number): Row => all[i % all.length]!
const firstFile = (row: Row) => Object.values(row.files)[0]!
const set = (row: object, path: readonly string[], value: unknown) => {
  let target = row as Record<string, unknown>
  for (const name of path.slice(0, -1)) target = target[name] as Record<string, unknown>
  target[path.at(-1)!] = value
}

const FIELDS = [
  'id',
  'request',
  'weights',
  'network',
  'version',
  'dependencies',
  'needs',
  'files',
  'scores',
  'backend',
  'adapter',
  'seal',
] as const

const exchange = fc.tuple(index, index, fc.constantFrom(...FIELDS)).map(([i, j, field]): Mutation => ({
  says: `exchanges ${field} of rows ${i} and ${j}`,
  apply({ rows }) {
    const [a, b] = [at(rows, i), at(rows, j)] as unknown as [Record<string, unknown>, Record<string, unknown>]
    ;[a[field], b[field]] = [b[field], a[field]]
  },
}))

const alter = fc
  .tuple(
    index,
    fc.constantFrom(
      ['request', 'unit'],
      ['request', 'seed'],
      ['request', 'model'],
      ['request', 'kind'],
      ['weights'],
      ['network'],
      ['version'],
      ['dependencies'],
      ['needs'],
      ['reads'],
      ['files'],
      ['scores'],
      ['backend'],
      ['adapter'],
      ['more'],
    ),
    fc.constantFrom(...VALUES, 'stem/1', 'sheet', 'lumen', '0'.repeat(16), '0'.repeat(64), 'webgpu', ['sharp@9.9.9']),
  )
  .map(([i, path, value]): Mutation => ({
    says: `sets ${path.join('.')} of row ${i} to ${JSON.stringify(value)}`,
    apply: ({ rows }) => set(at(rows, i), path, value),
  }))

const score = fc
  .tuple(index, fc.constantFrom('unit', 'score', 'steps', 'dead'), fc.constantFrom(...VALUES))
  .map(([i, field, value]): Mutation => ({
    says: `sets the ${field} of row ${i}`,
    apply: ({ rows }) => set(at(rows, i).scores[0]!, [field], value),
  }))

const fileField = fc
  .tuple(
    index,
    fc.constantFrom('name', 'bytes', 'sha256', 'tiles'),
    fc.constantFrom<unknown>(...NAMES, ...VALUES, '0'.repeat(64)),
  )
  .map(([i, field, value]): Mutation => ({
    says: `sets ${field} of a file of row ${i}`,
    apply: ({ rows }) => set(firstFile(at(rows, i)), [field], value),
  }))

const tiles = fc
  .tuple(index, fc.constantFrom('width', 'height', 'columns', 'rows'), fc.constantFrom(...VALUES, 'NaN'))
  .map(([i, field, value]): Mutation => ({
    says: `sets ${field} of the tiles of row ${i}`,
    apply: ({ rows }) => set(firstFile(at(rows, i)).tiles!, [field], value),
  }))

/** The file that it names then is there, with what the row records. */
const lured = fc.tuple(index, fc.constantFrom(...NAMES)).map(([i, name]): Mutation => ({
  says: `calls a file of row ${i} ${JSON.stringify(name)}`,
  apply({ rows }, files) {
    const file = firstFile(at(rows, i))
    const bytes = files[`out/${file.name}`]
    if (bytes !== undefined && /^[\w.-]{1,200}$/.test(name) && !name.startsWith('.') && name !== 'manifest.json')
      files[`out/${name}`] = bytes
    file.name = name
  },
}))

const damage = fc
  .tuple(index, fc.constantFrom('flip', 'cut', 'empty', 'more', 'remove', 'html', 'other'), index)
  .map(([i, how, j]): Mutation => ({
    says: `${how} a file of row ${i}`,
    apply({ rows }, files) {
      const path = `out/${firstFile(at(rows, i)).name}`
      const bytes = files[path]
      if (bytes === undefined) return
      const other = files[`out/${firstFile(at(rows, j)).name}`] ?? ''
      const done = {
        flip: bytes.slice(0, -1) + String.fromCharCode(bytes.charCodeAt(bytes.length - 1) ^ 1),
        cut: bytes.slice(0, bytes.length >> 1),
        empty: '',
        more: `${bytes} `,
        html: '<script>alert(1)</script>',
        other,
        remove: undefined,
      }[how]
      if (done === undefined) delete files[path]
      else files[path] = done
    },
  }))

const structure = fc
  .tuple(index, index, fc.constantFrom('delete', 'twice', 'twice, once changed', 'reverse', 'move'))
  .map(([i, j, how]): Mutation => ({
    says: `rows: ${how} ${i}`,
    apply(manifest) {
      const row = at(manifest.rows, i)
      if (how === 'delete') manifest.rows = manifest.rows.filter((each) => each !== row)
      if (how === 'twice') manifest.rows.splice(j, 0, structuredClone(row))
      if (how === 'twice, once changed') manifest.rows.splice(j, 0, { ...structuredClone(row), version: 'other' })
      if (how === 'reverse') manifest.rows.reverse()
      if (how === 'move') manifest.rows = [...manifest.rows.filter((each) => each !== row), row]
    },
  }))

const text = fc
  .tuple(fc.nat(5000), fc.constantFrom('cut', 'CRLF', 'marks', 'comma', 'BOM', 'half a line', 'two lines', 'spaces'))
  .map(([where, how]): Mutation => ({
    says: `text: ${how} ${where}`,
    apply() {},
    text(all) {
      const lines = all.split('\n')
      const line = where % lines.length
      switch (how) {
        case 'cut':
          return all.slice(0, where % all.length)
        case 'CRLF':
          return lines.join('\r\n')
        case 'marks':
          return [
            ...lines.slice(0, line),
            '<<<<<<< HEAD',
            lines[line],
            '=======',
            lines[line],
            '>>>>>>> other',
            ...lines.slice(line + 1),
          ].join('\n')
        case 'comma':
          return lines.map((each, i) => (i === line ? each.replace(/,$/, '') : each)).join('\n')
        case 'BOM':
          return `\ufeff${all}`
        case 'half a line':
          return lines.map((each, i) => (i === line ? each.slice(0, each.length >> 1) : each)).join('\n')
        case 'two lines':
          return [...lines.slice(0, line), ...lines.slice(line + 2)].join('\n')
        default:
          return lines.map((each) => ` ${each}`).join('\n')
      }
    },
  }))

const version = fc
  .constantFrom(3, 5, '4', null)
  .map((value): Mutation => ({ says: `version ${value}`, apply: (manifest) => void (manifest.version = value) }))

/** After what an attacker does who knows the code: the seal fits what it seals. Scores and backend are then believed. */
const resealed = fc.oneof(exchange, lured, fileField, tiles, alter).map(({ says, apply }): Mutation => ({
  says: `${says}, sealed anew`,
  apply(manifest, files) {
    const right = manifest.rows.filter((row) => row.seal === sealOf(row))
    const outcomes = right.map(({ scores, backend, adapter }) => ({ scores, backend, adapter }))
    apply(manifest, files)
    right.forEach((row, i) => {
      Object.assign(row, outcomes[i])
      row.seal = sealOf(row)
    })
  },
}))

const mutation = fc.oneof(exchange, alter, score, fileField, tiles, lured, damage, structure, text, version, resealed)

/** The files after some mutations, in memory and on the disk. */
function mutated(mutations: readonly Mutation[]): Files {
  const files: Files = { ...whole, 'secret.json': 'secret' }
  const manifest = JSON.parse(whole[MANIFEST]!) as { version: unknown; rows: Row[] }
  for (const { apply } of mutations)
    try {
      apply(manifest, files)
    } catch (error) {
      // A mutation that finds no more what it would change.
      if (!(error instanceof TypeError)) throw error
    }
  const lines = manifest.rows.map((row) => JSON.stringify(row)).join(',\n')
  const formatted = `{"version":${JSON.stringify(manifest.version)},"rows":[\n${lines}\n]}\n`
  const last = mutations.reduce((all, { text }) => text?.(all) ?? all, formatted)
  files[MANIFEST] = Buffer.from(last).toString('latin1')
  return files
}

function benchOf(files: Files, folder = 'out') {
  const bench = createBench({ content })
  for (const [path, bytes] of Object.entries(files)) place(bench.files, path.replace(/^out\//, `${folder}/`), bytes)
  return bench
}

function place(files: MemoryFiles, path: string, bytes: string): void {
  files.write(files.create(path), Buffer.from(bytes, 'latin1'))
}

/** Whether a row is one that was written, and its files are, too. */
function isRight(row: Row, files: Files): boolean {
  const original = rows.find(({ id }) => id === row.id)
  if (!original || sortedJson(original) !== sortedJson(row)) return false
  return Object.values(row.files).every(({ name }) => files[`out/${name}`] === whole[`out/${name}`])
}

const sortedJson = (row: Row) => JSON.stringify(row, Object.keys(flat(row)).sort())
const flat = (value: unknown): Record<string, true> =>
  typeof value === 'object' && value !== null
    ? Object.assign({}, ...Object.entries(value).map(([key, each]) => ({ [key]: true, ...flat(each) })))
    : {}

/** What `JSON.parse` makes of the manifest; undefined where it makes nothing. */
function plainRows(files: Files): Row[] | undefined {
  try {
    const text = new TextDecoder().decode(Buffer.from(files[MANIFEST]!, 'latin1'))
    const json = JSON.parse(text) as { version: unknown; rows: Row[] }
    return json.version === 4 ? json.rows : undefined
  } catch {
    return undefined
  }
}

interface Said {
  exitCode: number
  text: string
  present?: number
}

async function said(bench: ReturnType<typeof createBench>, line: string): Promise<Said> {
  bench.lines.length = 0
  try {
    const { exitCode, present } = await bench.run(line)
    return { exitCode, text: bench.lines.join('\n'), present }
  } catch (error) {
    const { exitCode = 99, message } = error as { exitCode?: number; message: string }
    return { exitCode, text: message }
  }
}

/** What a refusal names: the artifact, the file of the manifest, or what does not belong. */
const NAMED = /(picture|sheet) of |manifest\.json|no artifact: "|holds what is no artifact/
const MENDS = /npm run precompute|git (restore|checkout)|Move it away/

const counts = { harmless: 0, refused: 0 }

async function tryAll(mutations: readonly Mutation[]): Promise<void> {
  const files = mutated(mutations)
  const plain = plainRows(files)
  const isSound = plain?.every((row) => isRight(row, files)) ?? false
  const isComplete = isSound && rows.every(({ id }) => plain!.some((row) => row.id === id))
  const strangers = Object.keys(files).some((path) =>
    /^out\/(?!manifest\.json$|[0-9a-f]{16}-[0-9a-f]{12}\.(webp|json)$)/.test(path),
  )
  if (isComplete && !strangers) counts.harmless++
  else counts.refused++

  const verified = await said(benchOf(files), '--verify')
  expect([verified.exitCode === 0, verified.text]).toEqual([isSound && !strangers, verified.text])
  const checked = await said(benchOf(files), '--check')
  expect([checked.exitCode === 0, checked.text]).toEqual([isComplete && !strangers, checked.text])
  for (const each of [verified, checked].filter(({ exitCode }) => exitCode !== 0)) {
    expect(each.text).toMatch(NAMED)
    expect(each.text).toMatch(MENDS)
    expect([1, 4]).toContain(each.exitCode)
  }

  // What is taken of a part is what was written.
  const merging = benchOf(files, 'part')
  const merged = await said(merging, '--merge part')
  for (const [path, bytes] of Object.entries(merging.files.contents()))
    if (path.startsWith('out/') && path !== MANIFEST) expect([path, bytes]).toEqual([path, whole[path]])
  const taken = merging.files.contents()[MANIFEST]
  const lines = new Set(whole[MANIFEST]!.split('\n').map((line) => line.replace(/,$/, '')))
  for (const line of taken?.split('\n') ?? []) expect(lines).toContain(line.replace(/,$/, ''))
  if (!isSound) expect(merged.text).toMatch(/left out: |no part: /)
  if (isComplete) expect(taken).toBe(whole[MANIFEST])

  // The build shows what was written, or nothing.
  const folder = join(temporaryFolder(), 'out')
  mkdirSync(folder)
  for (const [path, bytes] of Object.entries(files))
    if (path.startsWith('out/') && path.length < 200)
      writeFileSync(join(folder, path.slice(4)), Buffer.from(bytes, 'latin1'))
  let opened: OpenedRow[] | Error
  try {
    opened = openArtifacts(folder)
  } catch (error) {
    opened = error as Error
  }
  if (opened instanceof Error) {
    expect(isSound && !strangers).toBe(false)
    expect(opened.message).toMatch(NAMED)
    expect(opened.message).toMatch(MENDS)
  } else for (const { row } of opened) expect(isRight(row, files)).toBe(true)

  // Pruning removes nothing that is right, and nothing elsewhere.
  const pruned = benchOf(files)
  const before = pruned.files.contents()
  await said(pruned, '--prune')
  const after = pruned.files.contents()
  for (const [path, bytes] of Object.entries(before))
    if (path !== MANIFEST && (!path.startsWith('out/') || whole[path] === bytes))
      expect([path, after[path]]).toEqual([path, bytes])

  // A run mends what it can read, and says what to do about the rest.
  const mended = benchOf(files)
  const first = await said(mended, '')
  if (first.exitCode === 4) {
    expect(first.text).toMatch(/No file was touched/)
    expect(mended.files.contents()).toEqual(before)
    mended.files.remove(MANIFEST)
    expect((await said(mended, '')).exitCode).toBe(0)
  } else expect([first.exitCode, first.text]).toEqual([0, first.text])
  const now = mended.files.contents()
  for (const [path, bytes] of Object.entries(whole))
    if (path !== MANIFEST) expect([path, now[path]]).toEqual([path, bytes])
  // Where nothing is to be mended, nothing is written, in whatever order the rows are.
  if (!isComplete) expect(now[MANIFEST]).toBe(whole[MANIFEST])
  expect(now['secret.json']).toBe('secret')
  if (!strangers) expect((await said(mended, '--verify')).exitCode).toBe(0)
}

const RUNS = 300

it(`of ${RUNS} changed directories every reader refuses what is wrong by name, prune spares it, and a run mends it`, async () => {
  await fc.assert(fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), tryAll), {
    numRuns: RUNS,
    seed: 4,
    reporter: describeFailure,
  })
  expect(counts.harmless).toBeGreaterThan(RUNS / 20)
  expect(counts.refused).toBeGreaterThan(RUNS / 2)
}, 300_000)

function describeFailure<T>(run: fc.RunDetails<T>): void {
  if (!run.failed) return
  const [mutations] = (run.counterexample ?? []) as unknown as [Mutation[]]
  throw new Error(`after: ${mutations.map(({ says }) => says).join('; ')}`, { cause: run.errorInstance })
}

describe('named in the plan of attacks', () => {
  const change = (says: string, apply: Mutation['apply']): [string, Mutation] => [says, { says, apply }]
  const swapped: Mutation['apply'] = ({ rows }) => {
    ;[rows[0]!.files, rows[1]!.files] = [rows[1]!.files, rows[0]!.files]
  }
  it.each([
    change('two rows with their files exchanged', swapped),
    change('the same, sealed anew', (manifest, files) => {
      swapped(manifest, files)
      for (const row of manifest.rows) row.seal = sealOf(row)
    }),
    change('another request under a wanted id', ({ rows }) => {
      rows[0] = { ...rows[0]!, request: { ...rows[0]!.request, unit: 'stem/5' } }
      rows[0].seal = sealOf(rows[0])
    }),
    change('an altered version', ({ rows }) => {
      rows[0]!.version = 'picture 2'
      rows[0]!.seal = sealOf(rows[0]!)
    }),
    change('altered dependencies', ({ rows }) => {
      rows[0]!.dependencies = ['sharp@0.0.1']
      rows[0]!.seal = sealOf(rows[0]!)
    }),
    change('no files', ({ rows }) => void (rows[0]!.files = {})),
    change('a JSON name for a picture', ({ rows }) => {
      const file = firstFile(rows[0]!)
      file.name = file.name.replace('.webp', '.json')
      rows[0]!.seal = sealOf(rows[0]!)
    }),
  ])('%s', (_, attack) => tryAll([attack]))
})
