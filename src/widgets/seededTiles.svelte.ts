/** Pictures of seeded stimuli that the page has made, kept by what they show. */
import type { PicturesArguments } from '../circuits/responses/stimulusSearch.ts'

type Draw = (given: PicturesArguments) => Promise<Float32Array | undefined>

const keyOf = (unit: string, seed: number, index: number, whole: boolean) =>
  `${unit} ${seed} ${index} ${whole ? 'whole' : 'field'}`

export class SeededTiles {
  #made = $state.raw<Readonly<Record<string, Float32Array>>>({})

  /**
   * @param whole the whole input, in place of what the unit sees of it
   * @returns RGB in [0, 1], (size, size, 3); undefined where none was made
   */
  of(unit: string, seed: number, index: number, whole = false): Float32Array | undefined {
    return this.#made[keyOf(unit, seed, index, whole)]
  }

  /** Makes pictures, all at once, unless later ones are asked for meanwhile. */
  async make(draw: Draw, given: PicturesArguments): Promise<void> {
    const found = await draw(given)
    if (!found) return
    const { unit, seed, indices, size, whole } = given
    const each = size * size * 3
    const made = indices.map(
      (index, i) => [keyOf(unit, seed, index, whole), found.subarray(i * each, (i + 1) * each)] as const,
    )
    this.#made = { ...this.#made, ...Object.fromEntries(made) }
  }
}
