import { expect, it } from 'vitest'
import { Superseded } from '../../../src/engine/failure.ts'
import { Answer, type Question, type Step } from '../../../src/widgets/live/answer.svelte.ts'
import type { Tools } from '../../../src/widgets/live/tools.ts'

interface State {
  unit: number
  look?: string
}
type Ask = Question<State, string, never>

/** A promise that is kept or broken when told to. */
function promised<T>() {
  let keep: (value: T) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const promise = new Promise<T>((resolve, reject) => {
    keep = resolve
    fail = reject
  })
  return { promise, keep, fail }
}

/** An answer whose work is done by hand: each computation waits for `works[i]`. */
function byHand(over: Partial<Ask> = {}) {
  const works: { state: State; signal: AbortSignal; done: ReturnType<typeof promised<string>> }[] = []
  const failures: unknown[] = []
  const said: string[] = []
  let signal = new AbortController().signal
  const answer = new Answer<State, string, never>(
    {
      first: 'first',
      compute: (state) => {
        const work = { state, signal, done: promised<string>() }
        works.push(work)
        return work.done.promise
      },
      ...over,
    },
    { unit: 0 },
    {
      tools: (_, given) => {
        signal = given
        return {} as Tools<never>
      },
      wanting: () => {},
      showed: ({ says }) => said.push(says),
      failed: (error) => failures.push(error),
    },
  )
  return { answer, works, failures, said }
}

const turn = () => new Promise((resolve) => setTimeout(resolve))

it('shows what was made ahead of time until there is an answer, and knows that it is older', async () => {
  const { answer, works } = byHand()
  expect([answer.view, answer.stale, answer.of]).toEqual(['first', false, { unit: 0 }])
  answer.ask({ unit: 1 })
  expect([answer.view, answer.stale, answer.of]).toEqual(['first', true, { unit: 0 }])
  works[0]?.done.keep('one')
  await turn()
  expect([answer.view, answer.stale, answer.of, answer.busy]).toEqual(['one', false, { unit: 1 }, false])
})

it('of wishes that come while one is computed, only the latest is; the answer on its way is shown as older', async () => {
  const { answer, works } = byHand()
  answer.ask({ unit: 1 })
  answer.ask({ unit: 2 })
  answer.ask({ unit: 3 })
  expect(works[0]?.signal.aborted).toBe(true)
  works[0]?.done.keep('one')
  await turn()
  expect([answer.view, answer.of.unit, answer.stale]).toEqual(['one', 1, true])
  expect(works.map(({ state }) => state.unit)).toEqual([1, 3])
  works[1]?.done.keep('three')
  await turn()
  expect([answer.view, answer.of.unit, answer.stale]).toEqual(['three', 3, false])
})

it('a wish for what is shown, or on its way, computes nothing anew', async () => {
  const { answer, works } = byHand({ about: ({ unit }) => unit })
  answer.ask({ unit: 0, look: 'large' })
  expect([works.length, answer.of.look]).toEqual([0, 'large'])
  answer.ask({ unit: 1 })
  answer.ask({ unit: 1, look: 'small' })
  expect(works).toHaveLength(1)
  works[0]?.done.keep('one')
  await turn()
  expect([answer.view, answer.of.look]).toEqual(['one', 'small'])
})

it('asked again, it computes the same state anew', async () => {
  const { answer, works } = byHand()
  answer.ask({ unit: 0 }, true)
  expect([works.length, answer.stale]).toEqual([1, true])
})

it('a failure is told, what was shown stays, and the same wish tries again', async () => {
  const { answer, works, failures } = byHand()
  answer.ask({ unit: 1 })
  works[0]?.done.fail(new Error('no connection'))
  await turn()
  expect([failures, answer.view, answer.stale, answer.busy]).toEqual([
    [new Error('no connection')],
    'first',
    false,
    false,
  ])
  answer.ask({ unit: 1 })
  expect(works).toHaveLength(2)
})

it('the failure of what nobody wants any more is told to nobody', async () => {
  const { answer, works, failures } = byHand()
  answer.ask({ unit: 1 })
  answer.ask({ unit: 2 })
  works[0]?.done.fail(new Error('too late'))
  await turn()
  works[1]?.done.fail(new Superseded())
  await turn()
  expect(failures).toEqual([])
})

it('steps are shown as they come, partial ones as such, and end when something else is wanted', async () => {
  const gates = [promised<void>(), promised<void>(), promised<void>()]
  let ended = 0
  async function* compute({ unit }: State): AsyncGenerator<Step<string>> {
    try {
      for (const [i, gate] of gates.entries()) {
        await gate.promise
        yield { view: `${unit}.${i}`, done: (i + 1) / 3, says: i < 2 ? `${i + 1} of 3` : '' }
      }
    } finally {
      ended++
    }
  }
  const { answer, said } = byHand({ compute })
  answer.ask({ unit: 1 })
  gates[0]?.keep()
  await turn()
  expect([answer.view, answer.done, answer.stale, answer.busy, said.at(-1)]).toEqual([
    '1.0',
    1 / 3,
    false,
    true,
    '1 of 3',
  ])
  answer.ask({ unit: 2 })
  gates[1]?.keep()
  gates[2]?.keep()
  await turn()
  expect([answer.view, answer.done, answer.busy, ended]).toEqual(['2.2', 1, false, 2])
})

it('cancelled, it keeps what it shows and wants nothing', async () => {
  const { answer, works } = byHand()
  answer.ask({ unit: 1 })
  answer.cancel()
  works[0]?.done.keep('one')
  await turn()
  expect([answer.view, answer.stale, answer.busy]).toEqual(['first', false, false])
  answer.ask({ unit: 1 })
  expect(works).toHaveLength(2)
})
