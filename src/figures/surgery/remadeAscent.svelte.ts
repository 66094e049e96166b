/** A unit's picture made again by the edited network, once the reader rests. */
import type { Edit } from '../../vocabulary/edit.ts'
import type { FigureRun } from '../../engine/figureRun.ts'

/** Milliseconds that the reader rests before. */
const REST = 300

export interface Shot {
  images: Float32Array
  height: number
  width: number
  step: number
  steps: number
}

type Run = Pick<FigureRun<'editedAscent'>, 'start' | 'stop'>

export class RemadeAscent {
  /** The latest step, and the latest score that was taken. */
  shot = $state.raw<Shot | undefined>()
  score = $state<number | undefined>()
  making = $state(false)
  readonly #run: () => Promise<Run>
  readonly #fail: (error: unknown) => void
  #rest: ReturnType<typeof setTimeout> | undefined
  /** Grows with each picture asked for: an older one is dropped. */
  #turn = 0
  #begun = false

  constructor(run: () => Promise<Run>, fail: (error: unknown) => void) {
    this.#run = run
    this.#fail = fail
  }

  readonly show = ({ scores, ...shot }: Shot & { scores?: number[] }): void => {
    this.shot = shot
    if (scores) this.score = scores[0]
  }

  /** @param wanted undefined where there is nothing to make */
  remake(wanted: { edits: Edit[]; unit: string; seed: number } | undefined): void {
    clearTimeout(this.#rest)
    const mine = ++this.#turn
    // Where it cannot be had by now, there is nothing to stop.
    if (this.#begun)
      this.#run().then(
        (run) => run.stop(),
        () => {},
      )
    this.making = false
    if (!wanted) {
      this.shot = undefined
      this.score = undefined
      return
    }
    this.#rest = setTimeout(() => void this.#make(mine, wanted), REST)
  }

  async #make(mine: number, wanted: { edits: Edit[]; unit: string; seed: number }) {
    try {
      this.#begun = true
      const run = await this.#run()
      if (mine !== this.#turn) return
      this.making = true
      await run.start(wanted)
    } catch (error) {
      if (mine === this.#turn) this.#fail(error)
    }
    if (mine === this.#turn) this.making = false
  }
}
