/** Runs of an ascent in the page, one at a time: begun, paused, continued and stopped, with the scores of those before. */
import type { FigureRun } from '../../engine/figureRun.ts'
import type { Frame } from '../../engine/runs.ts'
import type { Choices as Given } from '../../optvis/ascent.ts'
import type { FigureStatus } from '../../widgets/figureStatus.svelte.ts'
import { formatNumber } from '../../widgets/number.ts'
import type { Curve } from './view.ts'

/** Runs of before that stay in sight. */
const KEPT = 2

const loadLive = () => import('./live.ts')
export type Live = Awaited<ReturnType<typeof loadLive>>

interface Task {
  /** Address of the network's `model.json`. */
  address: () => string
  /** What to run, asked for at each start. */
  given: (live: Live) => Given
  /** @returns the outcome in words, for who cannot see it */
  says: (steps: number, reached: string) => string
}

export class AscentSession {
  phase = $state<'idle' | 'running' | 'paused' | 'done'>('idle')
  /** The latest step, and the course of the scores so far. */
  frame = $state.raw<Frame<'ascent'> | undefined>()
  now = $state.raw<Curve | undefined>()
  earlier = $state.raw<Curve[]>([])
  readonly status: FigureStatus
  readonly #task: Task
  #workings: Promise<{ live: Live; run: FigureRun<'ascent'> }> | undefined
  /** Grows with each run and each stop: what an older one answers is dropped. */
  #turn = 0
  /** Since the scores were forgotten. */
  #begun = 0

  constructor(status: FigureStatus, task: Task) {
    this.status = status
    this.#task = task
  }

  async begin(): Promise<void> {
    const mine = ++this.#turn
    if (this.now && this.now.readings.length > 1) this.earlier = [...this.earlier, this.now].slice(-KEPT)
    this.frame = undefined
    this.now = { name: `run ${++this.#begun}`, readings: [] }
    this.phase = 'running'
    await this.#follow(mine, async () => {
      this.#workings ??= this.#load()
      const { live, run } = await this.#workings
      return mine === this.#turn ? run.start(this.#task.given(live)) : false
    })
  }

  async pause(): Promise<void> {
    this.phase = 'paused'
    ;(await this.#workings)?.run.pause()
    this.status.spoken = `Paused at step ${this.frame?.step ?? 0}.`
  }

  async proceed(): Promise<void> {
    this.phase = 'running'
    const { run } = await this.#workings!
    await this.#follow(this.#turn, () => run.resume())
  }

  async halt(): Promise<void> {
    this.#turn++
    this.phase = this.frame ? 'done' : 'idle'
    this.status.text = this.frame ? `stopped at step ${this.frame.step}` : ''
    ;(await this.#workings)?.run.stop()
  }

  /** Scores of another objective do not compare. */
  forget(): void {
    this.earlier = []
    this.#begun = 0
  }

  clear(): void {
    void this.halt()
    this.forget()
    this.frame = undefined
    this.now = undefined
    this.phase = 'idle'
    this.status.text = ''
  }

  async #load() {
    this.status.loading()
    const live = await loadLive()
    const show = (frame: Frame<'ascent'>) => this.#show(frame)
    return { live, run: live.figureRun('ascent', this.#task.address(), show, this.status.progress) }
  }

  #show(frame: Frame<'ascent'>): void {
    this.frame = frame
    const { step, steps, scores } = frame
    if (scores && this.now)
      this.now = {
        ...this.now,
        readings: [...this.now.readings, { step, score: Math.max(...scores) }],
      }
    this.status.text = `step ${step} of ${steps}`
  }

  async #follow(mine: number, go: () => Promise<boolean>): Promise<void> {
    const { status } = this
    try {
      const done = await go()
      status.failed = false
      if (!done || mine !== this.#turn) return
      this.phase = 'done'
      const { steps = 0 } = this.frame ?? {}
      const last = this.now?.readings.at(-1)
      const reached = last ? formatNumber(last.score) : ''
      status.text = `${steps} steps: ${reached}`
      status.spoken = this.#task.says(steps, reached)
    } catch (error) {
      if (mine !== this.#turn) return
      this.#workings = undefined
      this.phase = 'idle'
      status.fail(error)
    }
  }
}
