import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockDirectory } from '../../precompute/lock.ts'
import { temporaryFolder } from './bench.ts'

const GONE = 2 ** 22 + 1

describe('lockDirectory', () => {
  it('creates the directory, refuses a second holder, and leaves nothing behind', () => {
    const directory = join(temporaryFolder(), 'new/artifacts')
    const unlock = lockDirectory(directory)
    expect(() => lockDirectory(directory)).toThrow(
      `process ${process.pid} on ${hostname()} is rendering into this directory (${directory}/.lock)\nWait for it, or give --out DIR. If no run is going, remove ${directory}/.lock.`,
    )
    unlock()
    expect(readdirSync(directory)).toEqual([])
    lockDirectory(directory)()
  })

  it.each([
    ['a process that is gone', { pid: GONE, host: hostname(), started: '1' }],
    ['an earlier process of the same number', { pid: process.pid, host: hostname(), started: '1' }],
  ])('takes over from %s', (_, holder) => {
    const directory = temporaryFolder()
    writeFileSync(join(directory, '.lock'), JSON.stringify(holder))
    const unlock = lockDirectory(directory)
    expect(JSON.parse(readFileSync(join(directory, '.lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
    })
    unlock()
    expect(readdirSync(directory)).toEqual([])
  })

  it('removes what a process that is gone left beside it, and nothing of one that may be at work', () => {
    const directory = temporaryFolder()
    const mine = [`.lock.${GONE}@${hostname()}`, `.lock.${GONE}@${hostname()}.old`]
    const others = [`.lock.${GONE}@elsewhere`, `.lock.${process.ppid}@${hostname()}`]
    for (const name of [...mine, ...others]) writeFileSync(join(directory, name), '')
    lockDirectory(directory)()
    expect(readdirSync(directory).sort()).toEqual(others.sort())
  })

  it.each([
    [
      'a process on another machine',
      JSON.stringify({ pid: GONE, host: 'elsewhere', started: '1' }),
      `process ${GONE} on elsewhere`,
    ],
    ['what is no lock', 'half a', 'another run'],
  ])('does not take over from %s', (_, text, who) => {
    const directory = temporaryFolder()
    writeFileSync(join(directory, '.lock'), text)
    expect(() => lockDirectory(directory)).toThrow(`${who} is rendering into this directory`)
    expect(readFileSync(join(directory, '.lock'), 'utf8')).toBe(text)
  })
})
