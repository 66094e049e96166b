/** What a reader can change, and what an address may ask for. */

export type ExamplesState = {
  unit: string
  /** Of the stimuli. */
  seed: number
  /** The example shown large; −1 for the strongest. */
  example: number
}

export const NAMES = ['unit', 'seed', 'example']

const whole = (text: string | undefined, fallback: number): number =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : fallback

/** The author's state with what an address asks for; a number that makes no sense is left as it was. */
export function stateFrom(asked: ReadonlyMap<string, string>, initial: ExamplesState): ExamplesState {
  return {
    unit: asked.get('unit') || initial.unit,
    seed: whole(asked.get('seed'), initial.seed),
    example: whole(asked.get('example'), initial.example),
  }
}
