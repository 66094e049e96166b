/** What a figure computes of its state: the latest answer alone is shown, and what is older than the state is known to be. */
import { Superseded } from '../../engine/failure.ts'
import type { Compute, Tools } from './tools.ts'

export interface Step<V> {
  view: V
  /** The share of the work that it is based on, 0 to 1; 1 when absent. */
  done?: number
  /** What it is based on, in words, while it is partial. */
  says?: string
}

/** Why a wish is given up that nothing takes the place of. */
const CANCELLED = 'cancelled'

export interface Question<S, V, C extends Compute> {
  /** What is shown before anything is computed. */
  first: V
  /** The part of the state that the answer depends on; all of it when absent. */
  about?: (state: S) => unknown
  /** The answer at once, or step by step; a loop over `tools` ends by itself once something else is wanted. */
  compute: (state: S, tools: Tools<C>) => Promise<V> | AsyncIterable<Step<V>>
  /** It is computed when `ask` is called, not whenever the state changes: a run that a button begins. */
  waits?: boolean
  /** The folder whose `compute.ts` it calls; the figure kind's own when absent. */
  kind?: string
}

/** What an answer needs of its figure. */
export interface Owner<S, C extends Compute> {
  tools(kind: string | undefined, signal: AbortSignal): Tools<C>
  /** Something is wanted that is not there yet, or no longer so. */
  wanting(): void
  /** A step came. */
  showed(answer: Answer<S, unknown, C>): void
  failed(error: unknown): void
}

export class Answer<S, V, C extends Compute> {
  view: V = $state.raw() as V
  /** The state that `view` shows. */
  of: S = $state.raw() as S
  /** The share of the work that `view` is based on. */
  done = $state(1)
  /** Whether something runs that is wanted. */
  busy = $state(false)
  /** What `view` is based on, in words, while it is partial. */
  says = ''
  /** How many steps were shown since the page was loaded. */
  shown = $state(0)
  readonly waits: boolean
  readonly #question: Question<S, V, C>
  readonly #owner: Owner<S, C>
  #wanted = false
  /** The latest state; what it depends on is what is computed, or shown. */
  #asked: S
  /** What is shown, or being computed. */
  #key: string
  #current: AbortController | undefined
  #driving = false

  constructor(question: Question<S, V, C>, state: S, owner: Owner<S, C>) {
    this.#question = question
    this.#owner = owner
    this.waits = question.waits ?? false
    this.view = question.first
    this.of = state
    this.#asked = state
    this.#key = this.#keyOf(state)
  }

  #keyOf(state: S): string {
    return JSON.stringify(this.#question.about?.(state) ?? state)
  }

  /** What is shown where it is of that state; undefined where it is of another. */
  viewOf(state: S): V | undefined {
    return this.#keyOf(this.of) === this.#keyOf(state) ? this.view : undefined
  }

  /** Whether what is shown is older than what is wanted. */
  stale = $state(false)

  /**
   * Computes it for a state, unless that is what is shown or on its way.
   * @param again although the state is the same: something beside it has changed
   */
  ask(state: S, again = false): void {
    const key = this.#keyOf(state)
    this.#asked = state
    if (!again && key === this.#key) {
      if (!this.stale) this.of = state
      return
    }
    this.#key = key
    this.#wanted = true
    this.#current?.abort()
    this.busy = true
    this.stale = true
    this.#owner.wanting()
    if (!this.#driving) void this.#drive()
  }

  /** Gives up what runs; what is shown stays. */
  cancel(): void {
    this.#wanted = false
    this.#key = this.#keyOf(this.of)
    this.#current?.abort(CANCELLED)
    this.#settled()
  }

  #settled(): void {
    this.busy = false
    this.stale = false
    this.#owner.wanting()
  }

  /** Shows something that was known without computing it. */
  put(view: V, state: S): void {
    this.cancel()
    this.view = view
    this.of = state
    this.done = 1
    this.#key = this.#keyOf(state)
    this.says = ''
    this.#owner.showed(this)
  }

  async #drive(): Promise<void> {
    this.#driving = true
    while (this.#wanted) {
      this.#wanted = false
      const current = new AbortController()
      this.#current = current
      try {
        await this.#compute(current.signal)
        if (!current.signal.aborted) this.#settled()
      } catch (error) {
        if (error instanceof Superseded || current.signal.aborted) continue
        this.#key = this.#keyOf(this.of)
        this.#settled()
        this.#owner.failed(error)
      }
    }
    this.#driving = false
  }

  /**
   * What comes first of a wish is shown although a newer one has come meanwhile: it is newer than what stands there,
   * and a reader who drags sees it follow. It stays marked as older than the controls.
   */
  async #compute(signal: AbortSignal): Promise<void> {
    const state = this.#asked
    let first = true
    const found = this.#question.compute(state, this.#owner.tools(this.#question.kind, signal))
    const steps = Symbol.asyncIterator in found ? found : once(found)
    for await (const { view, done = 1, says = '' } of steps) {
      if (signal.aborted && (!first || signal.reason === CANCELLED)) return
      first = false
      this.view = view
      this.of = signal.aborted ? state : this.#asked
      this.done = done
      this.stale = signal.aborted
      this.shown++
      this.says = says
      this.#owner.showed(this)
    }
  }
}

async function* once<V>(promise: Promise<V>): AsyncGenerator<Step<V>> {
  yield { view: await promise }
}
