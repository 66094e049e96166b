/** How far a run is: a bar that redraws itself on a terminal, now and then a line elsewhere. */
import { startStopwatch } from './stopwatch.ts'

export interface Progress {
  /** Adds finished units, and operations done. */
  add(units: number, flop: number): void
  /** Prints a line without disturbing the bar. */
  line(text: string): void
  /** Ends the bar. */
  end(): void
}

interface Stream {
  isTTY?: boolean
  write(text: string): unknown
}

const BAR = 24
/** Milliseconds between two drawings on a terminal, and between two lines elsewhere. */
const EVERY = { terminal: 100, plain: 15_000 }

/** @param now milliseconds, by a clock that may be set back */
export function createProgress(stream: Stream, total: { units: number; flop: number }, now: () => number): Progress {
  const elapsed = startStopwatch(now)
  const every = stream.isTTY ? EVERY.terminal : EVERY.plain
  let drawn = 0
  let units = 0
  let flop = 0
  const text = () => describe(units, total.units, flop / Math.max(1, total.flop), elapsed())
  const draw = () => {
    drawn = elapsed()
    if (!stream.isTTY) return stream.write(`${text()}\n`)
    const filled = Math.round(BAR * Math.min(1, flop / Math.max(1, total.flop)))
    return stream.write(`\r\x1b[K${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${text()}`)
  }
  return {
    add(moreUnits, moreFlop) {
      units += moreUnits
      flop += moreFlop
      if (elapsed() - drawn >= every) draw()
    },
    line(message) {
      stream.write(`${stream.isTTY ? '\r\x1b[K' : ''}${message}\n`)
      if (stream.isTTY && units < total.units) draw()
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[K')
    },
  }
}

/** `12 of 40 · 0.4 a second · 1 min 10 s left`. */
function describe(units: number, total: number, share: number, elapsed: number): string {
  const rate = (1000 * units) / Math.max(1, elapsed)
  const parts = [`${units} of ${total}`]
  if (units > 0) parts.push(rate >= 1 ? `${rate.toFixed(1)} a second` : `${(60 * rate).toFixed(1)} a minute`)
  if (share > 0.01 && share < 1) parts.push(`${duration((elapsed * (1 - share)) / share)} left`)
  return parts.join(' · ')
}

/** `4 s`, `1 min 10 s`, `2 h 5 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.ceil(Math.max(0, milliseconds) / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10) return `${minutes} min ${seconds % 60} s`
  if (minutes < 60) return `${Math.ceil(seconds / 60)} min`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
