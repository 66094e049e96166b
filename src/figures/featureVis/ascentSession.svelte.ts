/** Runs of an ascent in the page, one at a time: begun, paused and stopped, with the scores of those before. */
import type { Choices } from '../../optvis/ascent.ts'
import { directionVector, parseDirection } from '../../vocabulary/direction.ts'
import { INPUT, layerOf, partsOf, type Network } from '../../vocabulary/network.ts'
import type { State } from '../../vocabulary/props/prop.ts'
import type { Answer } from '../../widgets/live/answer.svelte.ts'
import type { LiveFigure } from '../../widgets/live/liveFigure.svelte.ts'
import type { Tools } from '../../widgets/live/tools.ts'
import { formatNumber } from '../../widgets/number.ts'
import type * as compute from './compute.ts'
import type declaration from './declaration.ts'
import { before, NOTHING, objectiveKey, withStep, type Course, type Made, type View } from './view.ts'

type Props = (typeof declaration)['props']
export type Choice = State<Props>
type Compute = typeof compute

export class AscentSession {
  paused = $state(false)
  readonly #figure: LiveFigure<Props, Made, View>
  readonly #answer: Answer<Choice, Course, Compute>
  /** Opens once a paused run may go on. */
  #gate = Promise.resolve()
  #open = () => {}

  /** @param says the outcome in words, for who cannot see it */
  constructor(figure: LiveFigure<Props, Made, View>, says: (course: Course) => string) {
    this.#figure = figure
    this.#answer = figure.answer<Course, Compute>({
      first: NOTHING,
      waits: true,
      compute: (choice, tools) => this.#run(choice, tools, says),
    })
    figure.onchange((now, then) => {
      const moved = objectiveKey(now) !== objectiveKey(then)
      const running = this.phase === 'running'
      // Scores of another objective do not compare.
      if (moved) this.clear()
      if (running) this.begin()
    })
  }

  get course(): Course {
    return this.#answer.view
  }

  get phase(): 'idle' | 'running' | 'paused' | 'done' {
    if (this.#answer.busy) return this.paused ? 'paused' : 'running'
    return this.course.now ? 'done' : 'idle'
  }

  begin(): void {
    this.proceed()
    this.#answer.ask(this.#figure.state, true)
  }

  pause(): void {
    this.paused = true
    this.#gate = new Promise((resolve) => (this.#open = resolve))
    this.#figure.status.speak(() => `Paused at step ${this.course.now?.frame.step ?? 0}.`)
  }

  proceed(): void {
    this.paused = false
    this.#open()
  }

  halt(): void {
    const { now } = this.course
    this.#answer.cancel()
    this.#figure.status.done(now && `stopped at step ${now.frame.step}`)
  }

  clear(): void {
    this.#answer.put(NOTHING, this.#figure.state)
  }

  async *#run(choice: Choice, { steps, until }: Tools<Compute>, says: (course: Course) => string) {
    let course = before(this.course)
    for await (const frame of steps('ascent', given(choice, this.#figure.at.network))) {
      await until(this.#gate)
      course = withStep(course, frame)
      const score = course.now?.readings.at(-1)?.score
      const done = frame.step / frame.steps
      yield {
        view: course,
        done,
        says: done < 1 ? `step ${frame.step} of ${frame.steps}` : `${frame.steps} steps: ${formatNumber(score ?? NaN)}`,
      }
    }
    this.#figure.status.speak(() => says(this.course))
  }
}

/** What the ascent takes of a reader's choice. */
function given({ direction, towards, share, diversity, ...rest }: Choice, network: Network): Choices {
  const layer = layerOf(network, partsOf(rest.unit).layer)
  return {
    ...rest,
    ...(direction
      ? { vector: directionVector(parseDirection(direction, partsOf), layer?.channels ?? 0) }
      : towards && { towards: { unit: towards, share } }),
    diversity: rest.pictures > 1 && layer?.weights?.adjacent !== INPUT ? diversity : 0,
  }
}
