/**
 * Calls whose stimuli two workers share. A worker has one thread, and a curve is many stimuli that do not
 * depend on one another: where the machine has a second processor, two need half the time.
 */
import type { Engine } from './engine.ts'
import type { Asked, Progress } from './messages.ts'

type Call = Pick<Engine, 'call'>

/** A call that answers with one list per unit, one value per sample. */
export interface SharedAsked extends Asked {
  given: { samples: readonly unknown[] }
}

/**
 * The second worker takes its share once it holds the network: it is asked for one stimulus after the first
 * answer, so that it neither delays that nor loads the same files twice. One that cannot start or stops, for
 * want of memory, leaves all to the first.
 * @param second undefined where one processor is all there is
 */
export function createSharedCall(first: Call, second: Call | undefined) {
  /** Networks that the second holds, or was asked to. */
  const held = new Map<string, 'tried' | 'ready'>()

  async function prepare(asked: SharedAsked, helper: Call) {
    held.set(asked.model, 'tried')
    try {
      await helper.call(part(asked, 0, 1))
      held.set(asked.model, 'ready')
    } catch {
      // The figure works without; asking again would only take memory from it.
    }
  }

  return async (asked: SharedAsked, onProgress?: (progress: Progress) => void): Promise<Float32Array[]> => {
    const count = asked.given.samples.length
    if (!second || held.get(asked.model) !== 'ready' || count < 2) {
      const result = await first.call(asked, onProgress)
      if (second && !held.has(asked.model)) void prepare(asked, second)
      return result as Float32Array[]
    }
    const half = Math.ceil(count / 2)
    const rest = part(asked, half, count)
    const [own, others] = (await Promise.all([
      first.call(part(asked, 0, half), onProgress),
      second.call(rest).catch(() => {
        held.set(asked.model, 'tried')
        return first.call(rest)
      }),
    ])) as [Float32Array[], Float32Array[]]
    return own.map((some, unit) => joined(some, others[unit] ?? new Float32Array()))
  }
}

const part = (asked: SharedAsked, from: number, to: number): SharedAsked => ({
  ...asked,
  given: { ...asked.given, samples: asked.given.samples.slice(from, to) },
})

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const all = new Float32Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
