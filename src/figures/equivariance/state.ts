/** What a reader can change, and what an address may ask for. */
import type { Member } from '../../circuits/kernels/familyTemplate.ts'

export type EquivarianceState = {
  /** As in `curves conv4/39`. */
  family: string
  /** What is moved. */
  what: 'picture' | 'weights'
  /** Degrees, or 1 for mirrored. */
  move: number
  /** Name of the picture; empty where it has none. */
  image: string
}

/** A family that can be chosen. */
export interface FamilyChoice {
  name: string
  layer: string
  members: Member[]
  /** Degrees after which a turned unit is itself again. */
  period: number
  /** Which member leads. */
  lead: number
  /** Side in pixels of what a unit sees. */
  field: number
}

export const largestMove = (movement: string): number => (movement === 'reflection' ? 1 : 355)

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: EquivarianceState,
  choices: readonly FamilyChoice[],
  movement: string,
): EquivarianceState {
  const state = { ...initial }
  const family = choices.find(({ name }) => name === asked.get('family'))
  if (family) state.family = family.name
  const what = asked.get('what')
  if (what === 'picture' || what === 'weights') state.what = what
  const move = Number(asked.get('move') || NaN)
  if (Number.isInteger(move) && move >= 0 && move <= largestMove(movement)) state.move = move
  return { ...state, image: asked.get('image') ?? state.image }
}
