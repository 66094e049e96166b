/** The figure's state as text: what an address may ask for. */
import type { WeightLayer } from '../weightLayers.ts'
import { grownOf, grownText, MOST, SIGNS, type CircuitState } from './choices.ts'

export const layerOf = (unit: string): string => unit.slice(0, unit.lastIndexOf('/'))
export const channelOf = (unit: string): number => Number(unit.slice(unit.lastIndexOf('/') + 1))

/** Layers of units before a unit's. */
export const deepest = (unit: string, layers: readonly WeightLayer[]): number =>
  layers.find(({ name }) => name === layerOf(unit))!.upstream.length - 1

const exists = (unit: string, layers: readonly WeightLayer[]): boolean =>
  /^[\w.-]+\/\d+$/.test(unit) &&
  channelOf(unit) < (layers.find(({ name }) => name === layerOf(unit) && name !== 'input')?.channels ?? 0)

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: CircuitState,
  layers: readonly WeightLayer[],
  images: readonly string[],
): CircuitState {
  const unit = exists(asked.get('unit') ?? '', layers) ? asked.get('unit')! : initial.unit
  const number = (name: 'depth' | 'top', low: number, high: number) => {
    const value = /^\d+$/.test(asked.get(name) ?? '') ? Number(asked.get(name)) : initial[name]
    return Math.max(low, Math.min(high, value))
  }
  const image = asked.get('image') ?? initial.image
  return {
    unit,
    depth: number('depth', 0, deepest(unit, layers)),
    top: number('top', 1, MOST),
    sign: SIGNS.find((each) => each === asked.get('sign')) ?? initial.sign,
    grown: growth(asked.get('grown') ?? (unit === initial.unit ? initial.grown : ''), layers),
    image: image === '' || images.includes(image) ? image : initial.image,
  }
}

function growth(text: string, layers: readonly WeightLayer[]): string {
  try {
    return grownText(grownOf(text).filter(({ unit }) => exists(unit, layers)))
  } catch {
    // An address that someone typed: as if it said nothing.
    return ''
  }
}
