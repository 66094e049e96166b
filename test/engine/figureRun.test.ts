import { expect, it } from 'vitest'
import { createRun } from '../../src/engine/figureRun.ts'

/** A worker whose runs have `length` frames, 0, 1, 2, …; `calls` lists what was asked of it. */
function fakeEngine(length: number) {
  const calls: string[] = []
  const at = new Map<string, number>()
  const call = async (name: string, _: string, { run }: { run: string }) => {
    calls.push(name)
    await Promise.resolve()
    if (name === 'start') at.set(run, 0)
    if (name === 'stop') at.delete(run)
    const frame = at.get(run) ?? length
    if (name !== 'next' || frame >= length) return {}
    at.set(run, frame + 1)
    return { frame }
  }
  return { calls, call: call as never }
}

it('hands on every frame in order, and says that it came to its end', async () => {
  const frames: unknown[] = []
  const engine = fakeEngine(3)
  const run = createRun(engine, 'ascent', 'm', (frame) => frames.push(frame))
  expect(await run.start({} as never)).toBe(true)
  expect(frames).toEqual([0, 1, 2])
  expect(engine.calls).toEqual(['start', 'next', 'next', 'next', 'next'])
})

it('pauses after the step in hand and continues where it was', async () => {
  const frames: unknown[] = []
  const run = createRun(fakeEngine(5), 'ascent', 'm', (frame) => {
    frames.push(frame)
    if (frames.length === 2) run.pause()
  })
  expect(await run.start({} as never)).toBe(false)
  expect(frames).toEqual([0, 1])
  expect(await run.resume()).toBe(true)
  expect(frames).toEqual([0, 1, 2, 3, 4])
})

it('a pause taken back before the step in hand has ended loses and doubles no frame', async () => {
  const frames: unknown[] = []
  let second: Promise<boolean> | undefined
  const run = createRun(fakeEngine(6), 'ascent', 'm', (frame) => {
    frames.push(frame)
    if (frames.length !== 2) return
    run.pause()
    second = run.resume()
  })
  expect(await run.start({} as never)).toBe(false)
  expect(await second).toBe(true)
  expect([...frames].sort()).toEqual([0, 1, 2, 3, 4, 5])
})

it('stopped, it shows no frame that is still under way', async () => {
  const frames: unknown[] = []
  const engine = fakeEngine(9)
  const run = createRun(engine, 'ascent', 'm', (frame) => {
    frames.push(frame)
    if (frames.length === 2) run.stop()
  })
  expect(await run.start({} as never)).toBe(false)
  expect(frames).toEqual([0, 1])
  expect(engine.calls).toContain('stop')
  expect(await run.resume()).toBe(false)
})

it('started anew, only the latest run shows frames', async () => {
  const frames: unknown[] = []
  const engine = fakeEngine(4)
  const run = createRun(engine, 'ascent', 'm', (frame) => frames.push(frame))
  const first = run.start({} as never)
  const last = run.start({} as never)
  expect(await Promise.all([first, last])).toEqual([false, true])
  expect(frames).toEqual([0, 1, 2, 3])
})

it('a worker’s error ends the run and is thrown', async () => {
  const call = (name: string) => (name === 'next' ? Promise.reject(new Error('no such unit')) : Promise.resolve({}))
  const run = createRun({ call: call as never }, 'ascent', 'm', () => {})
  await expect(run.start({} as never)).rejects.toThrow('no such unit')
  expect(await run.resume()).toBe(false)
})
