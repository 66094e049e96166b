/**
 * Calls whose stimuli two workers share. A worker has one thread, and a curve is many stimuli that do not
 * depend on one another: where the machine has a second processor, two need half the time.
 */
import type { Arguments, Result } from './calls.ts'
import { createEngine, engine, openWorker, type Engine } from './engine.ts'
import { latest } from './latest.ts'
import type { Progress } from './messages.ts'

/** Calls that answer with one list per unit, one value per sample. */
export type SharedName = 'tuning' | 'means'

type Call = Pick<Engine, 'call'>

/**
 * The second worker takes its share once it holds the network: it is asked for one stimulus after the first
 * answer, so that it neither delays that nor loads the same files twice. One that cannot start or stops, for
 * want of memory, leaves all to the first.
 * @param second undefined where one processor is all there is
 */
export function createSharedCall(first: Call, second: Call | undefined) {
  /** Networks that the second holds, or was asked to. */
  const held = new Map<string, 'tried' | 'ready'>()

  async function prepare<N extends SharedName>(name: N, model: string, given: Arguments<N>) {
    held.set(model, 'tried')
    try {
      await second!.call(name, model, part(given, 0, 1))
      held.set(model, 'ready')
    } catch {
      // The figure works without; asking again would only take memory from it.
    }
  }

  return async <N extends SharedName>(
    name: N,
    model: string,
    given: Arguments<N>,
    onProgress?: (progress: Progress) => void,
  ): Promise<Result<N>> => {
    const count = given.samples.length
    if (held.get(model) !== 'ready' || count < 2) {
      const result = await first.call(name, model, given, onProgress)
      if (second && !held.has(model)) void prepare(name, model, given)
      return result
    }
    const half = Math.ceil(count / 2)
    const [own, others] = await Promise.all([
      first.call(name, model, part(given, 0, half), onProgress),
      second!.call(name, model, part(given, half, count)).catch(() => {
        held.set(model, 'tried')
        return first.call(name, model, part(given, half, count))
      }),
    ])
    return own.map((some, unit) => joined(some, others[unit]!)) as Result<N>
  }
}

const part = <N extends SharedName>(given: Arguments<N>, from: number, to: number): Arguments<N> => ({
  ...given,
  samples: given.samples.slice(from, to),
})

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const all = new Float32Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

let ofPage: ReturnType<typeof createSharedCall> | undefined

/** As `figureCall`. */
export const figureSharedCall = <N extends SharedName>(
  name: N,
  model: string,
  onProgress?: (progress: Progress) => void,
): ((given: Arguments<N>) => Promise<Result<N> | undefined>) => {
  ofPage ??= createSharedCall(engine, navigator.hardwareConcurrency > 1 ? createEngine(openWorker) : undefined)
  const shared = ofPage
  return latest((given: Arguments<N>) => shared(name, model, given, onProgress))
}
