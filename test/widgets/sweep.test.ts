import { expect, it, vi } from 'vitest'
import { Sweep, type Swept } from '../../src/widgets/sweep.ts'

const passes = [
  [0, 4],
  [1, 2, 3, 5, 6, 7],
]
/** One unit that responds with the index, another with its square. */
const responses = (indices: readonly number[]) =>
  [indices, indices.map((index) => index ** 2)].map((own) => new Float32Array(own))

let rests = 0
const rest = () => {
  rests++
  return Promise.resolve()
}

async function all(sweep: AsyncGenerator<Swept>): Promise<Swept[]> {
  const found: Swept[] = []
  for await (const each of sweep) found.push(each)
  return found
}

it('shows the first pass whole, then what lies between, each stimulus once', async () => {
  const asked: number[][] = []
  const found = await all(
    new Sweep(20).refine(
      passes,
      (indices) => {
        asked.push([...indices])
        return Promise.resolve(responses(indices))
      },
      rest,
    ),
  )
  expect(asked.flat()).toEqual(passes.flat())
  expect(found[0]).toEqual({
    responses: [
      new Float32Array([0, NaN, NaN, NaN, 4, NaN, NaN, NaN]),
      new Float32Array([0, NaN, NaN, NaN, 16, NaN, NaN, NaN]),
    ],
    count: 2,
  })
  expect(rests).toBe(1)
  expect(found.at(-1)).toEqual({
    responses: responses([0, 1, 2, 3, 4, 5, 6, 7]),
    count: 8,
  })
})

it('learns how many stimuli there is time for', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const sweep = new Sweep(75)
    expect(sweep.soon).toBe(1)
    const asked: number[] = []
    const many = Array.from({ length: 64 }, (_, i) => i)
    await all(
      sweep.refine(
        [many],
        (indices) => {
          asked.push(indices.length)
          vi.advanceTimersByTime(5 * indices.length)
          return Promise.resolve(responses(indices))
        },
        rest,
      ),
    )
    // 5 ms each, approached by halves from 75: 75, 40, 22.5, 13.75, 9.38, 7.19, …
    expect(asked.slice(0, 6)).toEqual([2, 2, 3, 5, 8, 10])
    expect(sweep.soon).toBeCloseTo(75 / 5, 0)
  } finally {
    vi.useRealTimers()
  }
})

it('ends where measuring or resting throws, and what was measured of it does not count', async () => {
  const sweep = new Sweep(20)
  const asks = (given: typeof rest) => all(sweep.refine(passes, (some) => Promise.resolve(responses(some)), given))
  await expect(asks(() => Promise.reject(new Error('another wish')))).rejects.toThrow('another wish')
  const { soon } = sweep
  const failing = sweep.refine(passes, () => Promise.reject(new Error('another wish')), rest)
  await expect(all(failing)).rejects.toThrow('another wish')
  expect(sweep.soon).toBe(soon)
})
