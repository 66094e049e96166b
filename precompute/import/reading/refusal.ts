/** How a reader refuses a file: what is wrong with it, and what mends that. */
import { EXIT, Failure } from '../../failure.ts'

const AGAIN = 'Get the file anew, and compare its size with that at its source.'

/** The failure that says why a file is refused. */
export const refusal = (what: string, remedy: string = AGAIN): Failure => new Failure(EXIT.input, what, remedy)

/** A name as messages show it: short, and without what a terminal would obey. */
export function shown(value: unknown, longest = 120): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  const plain = text.replace(/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/g, '?')
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain
}
