/** The figure in words, for who cannot see it change. */
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { classNamed } from '../../vocabulary/className.ts'
import { titleOf, verdict } from './verdict.ts'
import type { Asked, View } from './view.ts'

/** As readers know a layer that is drawn anew. */
export const short = (layer: string): string => layer.replace(/\.pre$/, '')

export function describe(view: View, state: Asked, at: Surroundings): string {
  const said = Object.entries(view.maps).flatMap(([method, map]) => {
    const text = map.refining ? '' : verdict(method, map, state, at)
    return text ? `${titleOf(method, at)}, ${text}` : []
  })
  const random = view.layers.slice(0, state.random).map(short)
  const drawn = random.length > 0 ? ` with ${random.join(', ')} randomized` : ''
  return `Maps for ${classNamed(state.index, at)}${drawn}. ${said.join('; ')}${said.length > 0 ? '.' : ''}`
}
