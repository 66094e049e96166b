/** One run at a time on one directory: a file that names the process at work. */
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { NotAFile, readRegularFile } from '../src/artifacts/trust/readRegularFile.ts'
import { EXIT, Failure } from './failure.ts'

const LOCK = '.lock'
/** Which process a file beside the lock belongs to. */
const OWN = `${process.pid}@${hostname()}`

interface Holder {
  pid: number
  host: string
  /** Tells a process from a later one of the same number; null where the system does not say. */
  started: string | null
}

/**
 * Takes the lock of a directory, creating it if need be; one left by a process that is gone is taken over.
 * @returns how to give it back
 * @throws Failure where another run holds it, or its name is taken by what is no file
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, LOCK)
  const mine = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid),
  } satisfies Holder)
  // Linked under its name when complete, so that no other run reads half of it.
  const prepared = `${path}.${OWN}`
  // What is there is of a process that is gone, or a trap.
  rmSync(prepared, { force: true })
  writeFileSync(prepared, mine, { flag: 'wx' })
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        linkSync(prepared, path)
        sweep(directory)
        return () => rmSync(path, { force: true })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      removeIfAbandoned(path)
    }
    throw held(path, 'another run')
  } finally {
    rmSync(prepared, { force: true })
  }
}

function removeIfAbandoned(path: string): void {
  const found = read(path)
  if (found === undefined) return
  const holder = parse(found)
  if (holder === undefined || isAlive(holder))
    throw held(path, holder ? `process ${holder.pid} on ${holder.host}` : 'another run')
  // Renamed first: if a third run was faster and this is already its lock, it is put back.
  const aside = `${path}.${OWN}.old`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (read(aside) === found) return rmSync(aside, { force: true })
  renameSync(aside, path)
}

/** Removes what processes of this machine that are gone left beside the lock, killed before they held it. */
function sweep(directory: string): void {
  for (const name of readdirSync(directory)) {
    const [, pid, host] = /^\.lock\.(\d+)@(.+?)(?:\.old)?$/.exec(name) ?? []
    if (host === hostname() && !exists(Number(pid))) rmSync(join(directory, name), { force: true })
  }
}

const held = (path: string, who: string) =>
  new Failure(
    EXIT.directory,
    `${who} is rendering into this directory (${path})`,
    `Wait for it, or give --out DIR. If no run is going, remove ${path}.`,
  )

function read(path: string): string | undefined {
  try {
    const bytes = readRegularFile(path)
    return bytes && new TextDecoder().decode(bytes)
  } catch (error) {
    if (!(error instanceof NotAFile)) throw error
    throw new Failure(EXIT.directory, error.message, `Nothing was written. Remove ${path}, or give --out DIR.`)
  }
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, host, started } = JSON.parse(text) as Partial<Holder>
    return Number.isSafeInteger(pid) && pid! > 0 && typeof host === 'string'
      ? { pid: pid!, host, started: started ?? null }
      : undefined
  } catch {
    return undefined
  }
}

/** A process on another machine cannot be asked, and counts as alive. */
function isAlive({ pid, host, started }: Holder): boolean {
  if (host !== hostname()) return true
  return exists(pid) && startOf(pid) === started
}

/** Whether this machine has a process of that number. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
  return true
}

/** Start time in clock ticks since boot: field 22 of proc(5)'s stat. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
