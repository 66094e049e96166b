import { expect, it } from 'vitest'
import type { Engine } from '../../src/engine/engine.ts'
import { createSharedCall, type SharedAsked } from '../../src/engine/sharedCall.ts'

/** A worker that answers each sample with its angle, and for a second unit with twice that. */
function fakeEngine(broken: () => boolean = () => false) {
  const asked: number[][] = []
  const call = ({ given }: SharedAsked) => {
    const angles = (given.samples as { angle: number }[]).map(({ angle }) => angle)
    asked.push(angles)
    return broken()
      ? Promise.reject(new Error('out of memory'))
      : Promise.resolve([angles, angles.map((angle) => 2 * angle)].map((own) => new Float32Array(own)))
  }
  return { asked, call: call as unknown as Engine['call'] }
}

const angles = (model: string, ...all: number[]): SharedAsked => ({
  kind: 'tuning',
  name: 'tuning',
  model,
  given: { samples: all.map((angle) => ({ angle })) },
})
const answer = (...all: number[]) => [new Float32Array(all), new Float32Array(all.map((angle) => 2 * angle))]
const turn = () => new Promise((resolve) => setTimeout(resolve))

it('the second worker is asked for one stimulus after the first answer, then for half of each', async () => {
  const [first, second] = [fakeEngine(), fakeEngine()]
  const call = createSharedCall(first, second)
  const early = call(angles('m', 1, 2, 3))
  expect([first.asked, second.asked]).toEqual([[[1, 2, 3]], []])
  expect(await early).toEqual(answer(1, 2, 3))
  await turn()
  expect(second.asked).toEqual([[1]])
  expect(await call(angles('m', 1, 2, 3))).toEqual(answer(1, 2, 3))
  expect([first.asked[1], second.asked[1]]).toEqual([[1, 2], [3]])
  expect(await call(angles('m', 7))).toEqual(answer(7))
  expect(second.asked).toHaveLength(2)
})

it('holds each network by itself', async () => {
  const [first, second] = [fakeEngine(), fakeEngine()]
  const call = createSharedCall(first, second)
  await call(angles('m', 1, 2))
  await turn()
  await call(angles('other', 1, 2))
  expect(first.asked[1]).toEqual([1, 2])
})

it('a second worker that cannot start, stops later or does not exist leaves all to the first', async () => {
  let broken = true
  const [first, second] = [fakeEngine(), fakeEngine(() => broken)]
  const call = createSharedCall(first, second)
  for (let i = 0; i < 3; i++) {
    expect(await call(angles('m', 1, 2))).toEqual(answer(1, 2))
    await turn()
  }
  expect(second.asked).toEqual([[1]])

  broken = false
  await call(angles('n', 1, 2))
  await turn()
  broken = true
  for (let i = 0; i < 2; i++) expect(await call(angles('n', 1, 2))).toEqual(answer(1, 2))
  expect(second.asked.slice(1)).toEqual([[1], [2]])

  const alone = createSharedCall(first, undefined)
  expect(await alone(angles('m', 4, 5))).toEqual(answer(4, 5))
})

it('what the first worker refuses is refused', async () => {
  const [first, second] = [fakeEngine(() => true), fakeEngine()]
  const call = createSharedCall(first, second)
  await expect(call(angles('m', 1, 2))).rejects.toThrow('out of memory')
  expect(second.asked).toEqual([])
})
