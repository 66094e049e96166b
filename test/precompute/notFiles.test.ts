/** A pipe, a directory or a link where a file should be, a read-only file system: the documented exit code in words, and no waiting. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { explain } from '../../precompute/explain.ts'
import { diskFiles } from '../../precompute/files.ts'
import { lockDirectory } from '../../precompute/lock.ts'
import { parseOptions } from '../../precompute/options.ts'
import { run } from '../../precompute/run.ts'
import type { Manifest } from '../../src/artifacts/manifest.ts'
import { openArtifacts } from '../../src/artifacts/trust/openArtifacts.ts'
import { createBench, temporaryFolder } from './bench.ts'
import { contents, precompute, project } from './command.ts'

const bench = createBench()

/** A command on a folder of the disk: its exit code, and all it said. */
async function on(folder: string, line = ''): Promise<{ code: number; text: string }> {
  bench.lines.length = 0
  const effects = { ...bench.effects, files: diskFiles, lock: lockDirectory }
  try {
    const { exitCode } = await run(parseOptions(['--out', folder, ...line.split(' ').filter(Boolean)]), effects)
    return { code: exitCode, text: bench.lines.join('\n') }
  } catch (error) {
    const { exitCode, message } = explain(error)
    return { code: exitCode, text: message }
  }
}

let right: string
/** What an undisturbed run leaves. */
let whole: Record<string, string>
/** A picture. */
let name: string

beforeAll(async () => {
  right = join(temporaryFolder(), 'right')
  expect((await on(right)).code).toBe(0)
  whole = contents(right)
  const { rows } = JSON.parse(readFileSync(join(right, 'manifest.json'), 'utf8')) as Manifest
  name = rows.find(({ request }) => request.kind === 'picture')!.files.picture!.name
})

/** A folder whose artifacts are all there. */
function made(): string {
  const folder = join(temporaryFolder(), 'out')
  cpSync(right, folder, { recursive: true })
  return folder
}

const THINGS: [string, string, (path: string) => void][] = [
  ['a named pipe', 'a named pipe', (path) => execFileSync('mkfifo', [path])],
  ['a directory', 'a directory', (path) => mkdirSync(path)],
  ['a link to a file', 'a symbolic link', (path) => symlinkSync('/etc/hostname', path)],
  ['a link without an end', 'a symbolic link', (path) => symlinkSync('/dev/zero', path)],
  ['a link to itself', 'a symbolic link', (path) => symlinkSync(path, path)],
]

describe.each(THINGS)('%s', (_, what, make) => {
  const message = expect.stringContaining(`${what}, where a file should be`) as string
  const replace = (path: string) => {
    rmSync(path)
    make(path)
  }

  it('in the place of a picture is named, not followed, and replaced', async () => {
    const folder = made()
    replace(join(folder, name))
    expect(await on(folder, '--verify')).toEqual({ code: 1, text: message })
    expect(await on(folder, '--check')).toEqual({ code: 1, text: message })
    expect(() => openArtifacts(folder)).toThrow(name)
    const mended = await on(folder)
    if (what === 'a directory')
      expect(mended).toEqual({ code: 4, text: expect.stringContaining('A directory stands where a file is needed') })
    else {
      expect(mended.code).toBe(0)
      expect(contents(folder)).toEqual(whole)
    }
  })

  it('in the place of the manifest ends every action with 4', async () => {
    const folder = made()
    replace(join(folder, 'manifest.json'))
    for (const action of ['--verify', '--check', '--list', '--prune', '--force', '']) {
      const { code, text } = await on(folder, action)
      expect([action, code, text]).toEqual([action, 4, message])
      expect(text).toContain('Move it away')
    }
    expect(() => openArtifacts(folder)).toThrow('manifest.json')
  })

  it('in the place of the lock ends with 4, and stays', async () => {
    const folder = temporaryFolder()
    make(join(folder, '.lock'))
    for (const action of ['', '--prune', '--merge nowhere']) {
      const { code, text } = await on(folder, action)
      expect([action, code, text]).toEqual([action, 4, message])
      expect(text).toContain(`Nothing was written. Remove ${folder}/.lock, or give --out DIR.`)
    }
    expect(readdirSync(folder)).toEqual(['.lock'])
  })

  it('in a part is left out, and its manifest refused', async () => {
    const part = made()
    replace(join(part, name))
    const merged = await on(join(temporaryFolder(), 'out'), `--merge ${part}`)
    expect(merged).toEqual({ code: 1, text: expect.stringMatching(`left out: .*${what}, where a file should be`) })
    replace(join(part, 'manifest.json'))
    const out = join(temporaryFolder(), 'out')
    expect(await on(out, `--merge ${part}`)).toEqual({ code: 2, text: message })
    expect(readdirSync(out)).toEqual([])
  })
})

it('a pipe or a link under the name of a file being written is removed, and nothing is written through it', async () => {
  const folder = made()
  const elsewhere = join(folder, '../elsewhere')
  writeFileSync(elsewhere, 'mine')
  rmSync(join(folder, 'manifest.json'))
  symlinkSync(elsewhere, join(folder, 'manifest.json.writing'))
  execFileSync('mkfifo', [join(folder, `${name}.writing`)])
  expect((await on(folder)).code).toBe(0)
  expect(readFileSync(elsewhere, 'utf8')).toBe('mine')
  expect(contents(folder)).toEqual(whole)
})

it('pruning removes a link that no row names, and nothing that it leads to', async () => {
  const folder = made()
  const elsewhere = join(folder, '../elsewhere')
  writeFileSync(elsewhere, 'mine')
  symlinkSync(elsewhere, join(folder, `${'0'.repeat(16)}-${'0'.repeat(12)}.webp`))
  expect(() => openArtifacts(folder)).toThrow('holds what is no artifact')
  expect((await on(folder, '--prune')).code).toBe(0)
  expect(readFileSync(elsewhere, 'utf8')).toBe('mine')
  expect(contents(folder)).toEqual(whole)
})

it('a file that is no artifact is named by who looks, and left where it is', async () => {
  const folder = made()
  writeFileSync(join(folder, 'evil.html'), '<script>')
  for (const action of ['--verify', '--check'])
    expect(await on(folder, action)).toEqual({ code: 1, text: expect.stringContaining('no artifact: "evil.html" in') })
  expect(() => openArtifacts(folder)).toThrow('"evil.html"\nMove it away')
  expect((await on(folder, '--prune')).code).toBe(0)
  expect(existsSync(join(folder, 'evil.html'))).toBe(true)
})

it.each([-1, 0, 1.5, 1e300])('a lock that names process %d is of another run', async (pid) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, '.lock'), JSON.stringify({ pid, host: hostname(), started: '1' }))
  const { code, text } = await on(folder)
  expect([code, text]).toEqual([4, expect.stringContaining('another run is rendering into this directory')])
})

it('the command waits for no pipe, whatever stands in its place', async () => {
  const folder = project()
  const artifacts = join(folder, 'public/artifacts')
  mkdirSync(artifacts, { recursive: true })
  rmSync(join(folder, '.precompute/modules.json'), { force: true })
  for (const each of ['modules.json', 'log.jsonl']) execFileSync('mkfifo', [join(folder, '.precompute', each)])
  expect((await precompute(folder, '--unit stem/1 --model menagerie')).code).toBe(0)
  execFileSync('mkfifo', [join(artifacts, '.lock')])
  const { code, stderr } = await precompute(folder, '')
  expect([code, stderr]).toEqual([4, expect.stringContaining('.lock is a named pipe, where a file should be')])
}, 240_000)

/** A mount is for root alone, in a space of its own. */
const canMount = spawnSync('unshare', ['-m', 'true']).status === 0

it.skipIf(!canMount)(
  'a read-only file system is looked at, and its writers end with 4 in words',
  () => {
    const folder = project()
    cpSync(right, join(folder, 'public/artifacts'), { recursive: true })
    const main = join(import.meta.dirname, '../../precompute/main.ts')
    const readOnly = (line: string) => {
      const mount = 'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD"'
      const command = `${mount} && exec "${process.execPath}" "${main}" ${line}`
      return spawnSync('unshare', ['-m', 'sh', '-c', command], { cwd: folder, encoding: 'utf8' })
    }
    expect(readOnly('--verify')).toMatchObject({ status: 0 })
    for (const line of ['--force --backend wasm', '--prune']) {
      const { status, stderr } = readOnly(line)
      expect([line, status, stderr]).toEqual([line, 4, expect.stringContaining('The directory is read-only')])
    }
    expect(contents(join(folder, 'public/artifacts'))).toEqual(whole)
  },
  240_000,
)
