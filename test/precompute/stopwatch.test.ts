import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createProgress } from '../../precompute/progress.ts'
import { startStopwatch } from '../../precompute/stopwatch.ts'
import { createBench } from './bench.ts'

/** A clock that gives these times, one a call, the last for ever. */
const clock = (times: readonly number[]) => {
  let i = 0
  return () => times[Math.min(i++, times.length - 1)]!
}

it('counts what a clock goes forward, and nothing of what it is set back', () => {
  const elapsed = startStopwatch(clock([1000, 1500, 200, 300, 300]))
  expect([elapsed(), elapsed(), elapsed(), elapsed()]).toEqual([500, 500, 600, 600])
})

it('never runs backwards, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), { minLength: 2 }), (times) => {
      const elapsed = startStopwatch(clock(times))
      const read = times.map(elapsed)
      expect(read.every((time, i) => time >= (read[i - 1] ?? 0))).toBe(true)
    }),
  )
})

it('a run by a clock that goes backwards says and logs no negative time', async () => {
  let time = 1e12
  const seconds: number[] = []
  const bench = createBench({ now: () => (time -= 60_000), log: (entry) => seconds.push(entry.seconds) })
  const summary = await bench.run()
  expect(summary.seconds).toBe(0)
  expect(seconds.length).toBeGreaterThan(0)
  expect(seconds.every((each) => each === 0)).toBe(true)
  expect(bench.lines.join('\n')).not.toMatch(/-\d|−\d|NaN/)
  const written: string[] = []
  const progress = createProgress(
    { isTTY: true, write: (text) => written.push(text) },
    { units: 9, flop: 9 },
    clock([5000, 9000, 100, 400]),
  )
  for (let i = 1; i < 9; i++) progress.add(1, 1)
  expect(written.length).toBeGreaterThan(0)
  expect(written.join('')).not.toMatch(/-\d|−\d|NaN|Infinity/)
})
