/** Responses of units along a sweep of stimuli: coarse at once, refined bit by bit while the reader rests. */

/** Milliseconds that the stimuli of a first picture may take, of the 100 that it may take in all. */
const SOON = 75
/** Milliseconds between two looks at what the reader does. */
const PATIENCE = 40
/** Stimuli between two pictures, where they take next to nothing. */
const MOST = 72

export interface Swept {
  /** One list per unit, NaN where still to be computed. */
  responses: Float32Array[]
  /** Stimuli computed so far. */
  count: number
}

export class Sweep {
  /** Milliseconds per stimulus, as last measured. */
  #pace: number

  constructor(pace: number) {
    this.#pace = pace
  }

  /** How many stimuli a first picture has time for. */
  get soon(): number {
    return SOON / this.#pace
  }

  /**
   * @param passes indices of the stimuli, each once; the first pass appears whole, the others in bits
   * @param measure one list of responses per unit; where it throws, the sweep ends, and the pace is as it was
   * @param rest ends once the reader rests; it, too, may throw
   */
  async *refine(
    passes: readonly (readonly number[])[],
    measure: (indices: readonly number[]) => Promise<Float32Array[]>,
    rest: () => Promise<void>,
  ): AsyncGenerator<Swept> {
    const total = passes.reduce((sum, { length }) => sum + length, 0)
    const responses: Float32Array[] = []
    let count = 0
    for (const [level, indices] of passes.entries()) {
      if (level === 1) await rest()
      const patience = level === 0 ? SOON : PATIENCE
      for (let from = 0; from < indices.length;) {
        const bit = Math.max(2, Math.min(MOST, Math.floor(patience / this.#pace)))
        const some = indices.slice(from, from + bit)
        const begun = performance.now()
        const found = await measure(some)
        this.#pace = 0.5 * this.#pace + (0.5 * (performance.now() - begun)) / some.length
        for (const [unit, each] of found.entries()) {
          const all = (responses[unit] ??= new Float32Array(total).fill(NaN))
          some.forEach((at, i) => (all[at] = each[i] ?? NaN))
        }
        from += some.length
        count += some.length
        if (level > 0 || from === indices.length) yield { responses: responses.map((each) => each.slice()), count }
      }
    }
  }
}
