/** The command as a person runs it, on the small network: real workers, real files. */
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { temporaryFolder } from './bench.ts'

const MAIN = join(import.meta.dirname, '../../precompute/main.ts')
const MENAGERIE = join(import.meta.dirname, '../fixtures/menagerie')

/** Eight pictures and two sheets. */
const ARTICLE = `
<FeatureGrid id="fig-stem" model="menagerie" layer="stem">All.</FeatureGrid>

<FeatureGrid id="fig-some" model="menagerie" units="wide/2 split/1">Some.</FeatureGrid>
`

/** A project with one article and one network. */
export function project(): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'content/circles'), { recursive: true })
  writeFileSync(join(folder, 'content/circles/index.mdx'), ARTICLE)
  cpSync(MENAGERIE, join(folder, 'public/models/menagerie'), { recursive: true })
  mkdirSync(join(folder, '.precompute'))
  if (parsed) writeFileSync(join(folder, MODULES), parsed)
  return folder
}

/** What the first run remembers of the parsed modules, to save the others the time. */
const MODULES = '.precompute/modules.json'
let parsed: Buffer | undefined

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

const children: ChildProcess[] = []
afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

/** Starts the command; `until` resolves when standard error holds a text. */
export function start(cwd: string, line: string, env: Record<string, string> = {}) {
  const { CI: _, ...inherited } = process.env
  const child = spawn(process.execPath, [MAIN, ...line.split(' ').filter(Boolean)], {
    cwd,
    env: { ...inherited, ...env },
  })
  children.push(child)
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  let waiting: { text: string; resolve: () => void } | undefined
  child.stdout.on('data', (data: Buffer) => (ended.stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => {
    ended.stderr += data.toString()
    if (waiting && ended.stderr.includes(waiting.text)) waiting.resolve()
  })
  const end = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ ...ended, code })))
  const until = (text: string) =>
    new Promise<void>((resolve) => {
      waiting = { text, resolve }
      if (ended.stderr.includes(text)) resolve()
    })
  return { child, end, until }
}

export const precompute = (cwd: string, line: string, env?: Record<string, string>) =>
  start(cwd, `--backend wasm ${line}`, env).end

/** Name and contents of every file in a folder. */
export const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )

/** A run that nothing disturbs, what it said, and what it leaves. */
export async function undisturbed(line = '--workers 1 --json') {
  const folder = project()
  const ended = await precompute(folder, line)
  parsed = readFileSync(join(folder, MODULES))
  return { ended, whole: contents(join(folder, 'public/artifacts')) }
}
