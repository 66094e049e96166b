/** How often changed networks are right on the rendered scenes, measured in the page. */
import type { ComparisonData } from '../artifacts/difference.ts'
import type { FigureRun } from '../engine/figureRun.ts'
import type { Frame, RunArguments } from '../engine/runs.ts'

type Comparing = 'compareOnScenes' | 'compareTransplants'

export class SceneComparison<K extends Comparing> {
  /** Scenes so far, and in all; undefined while nothing is measured. */
  progress = $state<{ done: number; scenes: number } | undefined>()
  /** The latest that came to its end, one comparison for each network, and what it is of. */
  measured = $state.raw<{ of: string; comparisons: ComparisonData[] } | undefined>()
  readonly #run: () => Promise<Pick<FigureRun<K>, 'start' | 'stop'>>
  /** What a comparison runs for. */
  #of = ''
  /** Ranks of the unchanged network, once they are measured. */
  #known: number[] | undefined
  /** Grows with each measurement: one broken off says nothing of the next. */
  #turn = 0

  constructor(run: () => Promise<Pick<FigureRun<K>, 'start' | 'stop'>>) {
    this.#run = run
  }

  readonly show = ({ done, scenes, before, comparisons }: Frame<Comparing>): void => {
    this.progress = { done, scenes }
    if (done < scenes) return
    this.#known = before
    this.measured = { of: this.#of, comparisons }
  }

  /**
   * @param of what the networks are, as text
   * @returns what was measured; undefined where it was broken off
   * @throws Error with the worker's message
   */
  async measure(of: string, given: RunArguments<K>): Promise<ComparisonData[] | undefined> {
    const mine = ++this.#turn
    this.#of = of
    this.progress = { done: 0, scenes: 0 }
    try {
      const run = await this.#run()
      const known = this.#known && { known: this.#known }
      return (await run.start({ ...given, ...known })) ? this.measured!.comparisons : undefined
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
