/** What a live figure says of its work, to the eye and to a screen reader. `StatusLine` shows it. */
import type { Progress } from '../engine/messages.ts'
import { loadingText } from './loadingText.ts'

/** Milliseconds without a change after which what is shown is put in words. */
const PAUSE = 600

export class FigureStatus {
  /** What it is at, or why it cannot. */
  text = $state('')
  failed = $state(false)
  /** What it shows now, for who cannot see it. */
  spoken = $state('')
  readonly #last: string
  readonly #cannot: string
  #pause: ReturnType<typeof setTimeout> | undefined

  /**
   * @param last what stays in sight when it fails, as in `maps`
   * @param cannot what it then cannot do: a figure that takes any unit's name cannot `show that`
   */
  constructor(last: string, cannot: 'run here' | 'show that' = 'run here') {
    this.#last = last
    this.#cannot = cannot
  }

  loading(): void {
    this.text = 'Loading the network …'
  }

  readonly progress = (progress: Progress): void => {
    this.text = progress.loaded < progress.total ? loadingText(progress) : ''
  }

  /** @param text empty where there is nothing more to say */
  done(text = ''): void {
    this.text = text
    this.failed = false
  }

  fail(error: unknown): void {
    this.failed = true
    this.text = `This figure cannot ${this.#cannot}: ${(error as Error).message}. It shows its last ${this.#last}.`
  }

  /** Says what is shown, once the reader rests. */
  speak(words: () => string | Promise<string>): void {
    clearTimeout(this.#pause)
    this.#pause = setTimeout(async () => {
      this.spoken = await words()
    }, PAUSE)
  }
}
