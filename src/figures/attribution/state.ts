/** The figure's state as text: what an address may ask for. */
import type { AttributionState } from './request.ts'

export interface Allowed {
  pictures: readonly string[]
  classes: readonly string[]
  layers: readonly string[]
  grids: readonly number[]
  /** How many layers can be drawn anew. */
  depths: number
}

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: AttributionState,
  { pictures, classes, layers, grids, depths }: Allowed,
): AttributionState {
  const one = (name: 'picture' | 'against' | 'layer', among: readonly string[]) => {
    const text = asked.get(name)
    return text !== undefined && among.includes(text) ? text : initial[name]
  }
  const number = (name: 'grid' | 'index' | 'opacity' | 'random', fits: (n: number) => boolean) => {
    const text = asked.get(name)
    const value = text === undefined || text.trim() === '' ? NaN : Number(text)
    return fits(value) ? value : initial[name]
  }
  const whole = (most: number) => (n: number) => Number.isInteger(n) && n >= 0 && n <= most
  return {
    picture: one('picture', pictures),
    against: one('against', pictures),
    grid: number('grid', (n) => grids.includes(n)),
    index: number('index', whole(classes.length - 1)),
    layer: one('layer', layers),
    opacity: number('opacity', (n) => n >= 0 && n <= 1),
    random: number('random', whole(depths)),
  }
}
