/** How often edited networks are right on the rendered scenes, measured in the page when a reader asks. */
import type { ComparisonData } from '../../artifacts/difference.ts'
import type { Compared } from '../../circuits/edits/compareNetworks.ts'
import type { Props, State } from '../../vocabulary/props/prop.ts'
import type { Answer, Step } from '../live/answer.svelte.ts'
import type { LiveFigure } from '../live/liveFigure.svelte.ts'
import type { Compute, Tools } from '../live/tools.ts'

/** Scenes so far, and in all. */
export interface Progress {
  done: number
  scenes: number
}

/** What every comparison is given beside its networks. */
export interface OnScenes {
  /** Address of the list of scenes. */
  pictures: string
  seed: number
  /** Ranks of the unedited network, once they are measured. */
  known?: number[]
}

interface Comparing<S, C extends Compute> {
  /** What of the state the networks depend on, as text. */
  about: (state: S) => string
  compare: (state: S, tools: Tools<C>, given: OnScenes) => AsyncGenerator<Compared, void, void>
  /** What was measured, for who cannot see it. */
  words: (found: readonly ComparisonData[]) => string
  /** Called when a measurement has come to its end. */
  measured?: () => void
}

const BEGUN: Progress = { done: 0, scenes: 0 }

export class SceneComparison<P extends Props, M, V, C extends Compute> {
  /** The latest that came to its end, one comparison for each network, and what it is of. */
  latest = $state.raw<{ of: string; comparisons: ComparisonData[] } | undefined>()
  readonly #figure: LiveFigure<P, M, V>
  readonly #comparing: Comparing<State<P>, C>
  readonly #answer: Answer<State<P>, Progress, C>
  #known: number[] | undefined

  constructor(figure: LiveFigure<P, M, V>, comparing: Comparing<State<P>, C>) {
    this.#figure = figure
    this.#comparing = comparing
    this.#answer = figure.answer<Progress, C>({
      first: BEGUN,
      waits: true,
      about: comparing.about,
      compute: (state, tools) => this.#compute(state, tools),
    })
  }

  /** How far it is; undefined while nothing is measured. */
  get progress(): Progress | undefined {
    const { busy, stale, view } = this.#answer
    return busy ? (stale ? BEGUN : view) : undefined
  }

  /** What was measured of the networks of a state; undefined where nothing was. */
  of(state: State<P>): ComparisonData[] | undefined {
    return this.latest?.of === this.#comparing.about(state) ? this.latest.comparisons : undefined
  }

  measure(): void {
    this.#answer.ask(this.#figure.state, true)
  }

  cancel(): void {
    this.#answer.cancel()
  }

  async *#compute(state: State<P>, tools: Tools<C>): AsyncGenerator<Step<Progress>> {
    const { about, compare, words, measured } = this.#comparing
    const pictures = this.#figure.scenes
    const given = { pictures, seed: this.#figure.values.seed, ...(this.#known && { known: this.#known }) }
    for await (const { done, scenes, before, comparisons } of compare(state, tools, given)) {
      yield { view: { done, scenes }, done: done / scenes }
      if (done < scenes) continue
      this.#known = before
      this.latest = { of: about(state), comparisons }
      measured?.()
      this.#figure.speak(() => words(comparisons))
    }
  }
}
