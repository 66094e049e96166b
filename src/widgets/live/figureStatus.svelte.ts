/** What a live figure says of its work, to the eye and to a screen reader. `StatusLine` shows it. */
import { failureOf } from '../../engine/failure.ts'
import type { Progress } from '../../engine/messages.ts'
import { formatPercent } from '../number.ts'

/** Milliseconds without a change after which what is shown is put in words. */
const PAUSE = 600

export class FigureStatus {
  /** What it is at, or why it cannot. */
  text = $state('')
  failed = $state(false)
  /** Why it cannot, as a clause; empty while it can. */
  reason = $state('')
  /** What it shows now, for who cannot see it. */
  spoken = $state('')
  readonly #keeps: string
  #pause: ReturnType<typeof setTimeout> | undefined

  /** @param keeps what stays in sight when it fails, as in `maps` */
  constructor(keeps: string) {
    this.#keeps = keeps
  }

  loading(): void {
    this.text = 'Loading the network …'
    this.failed = false
    this.reason = ''
  }

  readonly progress = ({ loaded, total }: Progress): void => {
    this.text = loaded < total ? `Loading the network: ${formatPercent(loaded / total)}` : ''
  }

  /** @param text empty where there is nothing more to say */
  done(text = ''): void {
    this.text = text
    this.failed = false
    this.reason = ''
  }

  fail(error: unknown): void {
    this.failed = true
    this.reason = failureOf(error).message
    this.text = `This figure cannot run here: ${this.reason}. It shows its last ${this.#keeps}; a change tries again.`
  }

  /** Says what is shown, once the reader rests. */
  speak(words: () => string): void {
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => (this.spoken = words()), PAUSE)
  }
}
