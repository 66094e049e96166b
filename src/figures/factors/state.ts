/** The figure's state as text: what an address may ask for. */
import { MOST } from './choices.ts'

/** What a reader can change. */
export interface FactorsState {
  /** Channel of the unit's layer. */
  unit: number
  factors: number
  seed: number
}

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(asked: ReadonlyMap<string, string>, initial: FactorsState, units: number): FactorsState {
  const whole = (name: keyof FactorsState, least: number, most: number) => {
    const text = asked.get(name) ?? ''
    return /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : initial[name]
  }
  return {
    unit: whole('unit', 0, units - 1),
    factors: whole('factors', 1, MOST),
    seed: whole('seed', 0, 999_999),
  }
}
