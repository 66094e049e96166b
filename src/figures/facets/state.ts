/** What a reader can change, and what an address may ask for. */

export type FacetsState = {
  unit: string
  /** How many groups; 0 for as many as the rule says. */
  facets: number
}

export const NAMES = ['unit', 'facets']
/** What `facets` may be. */
export const COUNTS = [0, 1, 2, 3, 4]

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: FacetsState,
  units: readonly string[],
): FacetsState {
  const unit = asked.get('unit') ?? ''
  const facets = Number(asked.get('facets') ?? NaN)
  return {
    unit: units.includes(unit) ? unit : initial.unit,
    facets: COUNTS.includes(facets) ? facets : initial.facets,
  }
}
