import { describe, expect, it } from 'vitest'
import { createProgress, duration } from '../../precompute/progress.ts'

/** A progress of ten units, and what it wrote. */
function watch(isTTY: boolean) {
  const written: string[] = []
  let time = 0
  const stream = { isTTY, write: (text: string) => written.push(text) }
  const progress = createProgress(stream, { units: 10, flop: 1000 }, () => time)
  return { progress, written, wait: (milliseconds: number) => void (time += milliseconds) }
}

describe('createProgress', () => {
  it('redraws a bar with units, rate and time left on a terminal', () => {
    const { progress, written, wait } = watch(true)
    wait(5000)
    progress.add(2, 250)
    expect(written).toEqual(['\r\x1b[K██████░░░░░░░░░░░░░░░░░░ 2 of 10 · 24.0 a minute · 15 s left'])
    wait(50)
    progress.add(1, 100)
    expect(written).toHaveLength(1)
    progress.end()
    expect(written.at(-1)).toBe('\r\x1b[K')
  })

  it('writes a plain line every quarter of a minute elsewhere', () => {
    const { progress, written, wait } = watch(false)
    wait(14_000)
    progress.add(1, 100)
    expect(written).toEqual([])
    wait(1000)
    progress.add(0, 0)
    expect(written).toEqual(['1 of 10 · 4.0 a minute · 2 min 15 s left\n'])
    progress.line('a warning')
    progress.end()
    expect(written.slice(1)).toEqual(['a warning\n'])
  })
})

describe('duration', () => {
  it.each([
    [400, '1 s'],
    [59_000, '59 s'],
    [70_000, '1 min 10 s'],
    [3_540_000, '59 min'],
    [7_500_000, '2 h 5 min'],
  ])('says %i ms as %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text))
})
