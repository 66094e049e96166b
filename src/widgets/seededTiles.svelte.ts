/** Pictures of seeded stimuli that the page has drawn, kept by what they show. */
import type { PicturesArguments } from '../circuits/responses/stimulusSearch.ts'

/** Draws them, one after the other: RGB in [0, 1]. */
type Draw = (given: PicturesArguments) => Promise<Float32Array>
type Searched = Pick<PicturesArguments, 'unit' | 'seed' | 'families'>

const keyOf = ({ unit, seed }: Searched, index: number, whole: boolean) =>
  `${unit} ${seed} ${index} ${whole ? 'whole' : 'field'}`

export class SeededTiles {
  #drawn = $state.raw<Readonly<Record<string, Float32Array>>>({})

  /**
   * @param whole the whole input, in place of what the unit sees of it
   * @returns RGB in [0, 1], (size, size, 3); undefined where there is none yet
   */
  of(searched: Searched, index: number, whole = false): Float32Array | undefined {
    return this.#drawn[keyOf(searched, index, whole)]
  }

  /** Draws those of a figure's stimuli that are not there yet, all at once. */
  async draw(
    draw: Draw,
    { unit, seed, families }: Searched,
    { indices, size, whole = false }: { indices: readonly number[]; size: number; whole?: boolean },
  ): Promise<void> {
    const searched = { unit, seed, families }
    const missing = indices.filter((index) => !this.of(searched, index, whole))
    if (missing.length === 0) return
    const found = await draw({ ...searched, indices: missing, size, whole })
    const each = size * size * 3
    const drawn = missing.map(
      (index, i) => [keyOf(searched, index, whole), found.subarray(i * each, (i + 1) * each)] as const,
    )
    this.#drawn = { ...this.#drawn, ...Object.fromEntries(drawn) }
  }
}
