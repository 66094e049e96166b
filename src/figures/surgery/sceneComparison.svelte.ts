/** How often the edited network is right on the rendered scenes, measured in the page. */
import type { ComparisonJson } from '../../artifacts/difference.ts'
import { parseEdits } from '../../circuits/edit.ts'
import type { FigureRun } from '../../engine/figureRun.ts'
import type { Frame } from '../../engine/runs.ts'

type Run = Pick<FigureRun<'compareOnScenes'>, 'start' | 'stop'>

export class SceneComparison {
  /** Scenes so far, and in all; undefined while nothing is measured. */
  progress = $state<{ done: number; scenes: number } | undefined>()
  /** The latest that came to its end, with its edits as text. */
  measured = $state.raw<{ edits: string; comparison: ComparisonJson } | undefined>()
  readonly #run: () => Promise<Run>
  /** The edits that a comparison runs for. */
  #edits = ''
  /** Ranks without edits, once they are measured. */
  #known: number[] | undefined
  /** Grows with each measurement: one broken off says nothing of the next. */
  #turn = 0

  constructor(run: () => Promise<Run>) {
    this.#run = run
  }

  readonly show = ({ done, scenes, before, comparisons }: Frame<'compareOnScenes'>): void => {
    this.progress = { done, scenes }
    if (done < scenes) return
    this.#known = before
    this.measured = { edits: this.#edits, comparison: comparisons[0]! }
  }

  /**
   * @param pictures address of the list of scenes
   * @returns what was measured; undefined where it was broken off
   * @throws Error with the worker's message
   */
  async measure(edits: string, pictures: string, seed: number) {
    const mine = ++this.#turn
    this.#edits = edits
    this.progress = { done: 0, scenes: 0 }
    try {
      const run = await this.#run()
      const known = this.#known && { known: this.#known }
      const done = await run.start({ pictures, edits: [parseEdits(edits)], seed, ...known })
      return done ? this.measured!.comparison : undefined
    } finally {
      if (mine === this.#turn) this.progress = undefined
    }
  }

  cancel(): void {
    // Where it cannot be had by now, there is nothing to stop.
    if (this.progress)
      this.#run().then(
        (run) => run.stop(),
        () => {},
      )
    this.progress = undefined
  }
}
