/** What a figure computes with: functions of its `compute.ts`, run in the worker, for one wish of the reader. */
import { Superseded } from '../../engine/failure.ts'
import type { Progress } from '../../engine/messages.ts'
import { rest } from './rest.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a module's functions, of any kind
export type Compute = Record<string, (model: any, given: any, networkNamed: any) => unknown>

type Given<C extends Compute, N extends keyof C> = Parameters<C[N]>[1]
type Frame<C extends Compute, N extends keyof C> = ReturnType<C[N]> extends AsyncGenerator<infer F> ? F : never

/** @typeParam C `typeof import('./compute.ts')` */
export interface Tools<C extends Compute> {
  /** One pass that ends by itself. */
  call<N extends keyof C & string>(name: N, given: Given<C, N>): Promise<Awaited<ReturnType<C[N]>>>
  /** Work in many steps, one frame at a time, so that another call comes between two. */
  steps<N extends keyof C & string>(name: N, given: Given<C, N>): AsyncGenerator<Frame<C, N>, void, void>
  /** As `call`, of a function that answers with one list per unit, one value per sample: two workers share the samples. */
  share<N extends keyof C & string>(name: N, given: Given<C, N>): Promise<Float32Array[]>
  /** The same functions with another network. */
  with(model: string): Tools<C>
  /** The promise's value, unless something else is wanted meanwhile. */
  until<T>(promise: Promise<T>): Promise<T>
  /** Ends once the reader rests. */
  rest(): Promise<void>
}

export interface Bench {
  /** The folder of the figure kind, or of the widget, whose `compute.ts` is meant. */
  kind: string
  /** Address of the network's `model.json`. */
  model: string
  signal: AbortSignal
  onProgress?: ((progress: Progress) => void) | undefined
}

const loadEngine = () => import('../../engine/forPage.ts')

/** Every tool throws `Superseded` once `signal` is aborted; a call that is on its way is waited for, and answers. */
export function createTools<C extends Compute>(bench: Bench): Tools<C> {
  const { kind, signal, model, onProgress } = bench
  const still = () => {
    if (signal.aborted) throw new Superseded()
  }
  const asked = (name: string, given: unknown) => ({ kind, name, model, given })
  const until = <T>(promise: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const give = () => reject(new Superseded())
      if (signal.aborted) return give()
      signal.addEventListener('abort', give, { once: true })
      promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', give))
    })
  return {
    async call(name, given) {
      const { engine } = await loadEngine()
      still()
      return (await engine.call(asked(name, given), onProgress)) as never
    },
    async *steps(name, given) {
      const { engine } = await loadEngine()
      still()
      for await (const frame of engine.steps(asked(name, given), onProgress)) {
        yield frame as never
        still()
      }
    },
    async share(name, given) {
      const { sharedCall } = await loadEngine()
      still()
      return sharedCall(asked(name, given) as never, onProgress)
    },
    with: (other) => createTools<C>({ ...bench, model: other }),
    until,
    rest: () => until(rest()),
  }
}
