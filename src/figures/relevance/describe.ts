/** The figure in words, for who cannot see it change. */
import { classNamed } from '../../vocabulary/className.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { formatNumber, formatPercent } from '../../widgets/number.ts'
import { alike, isEmpty, type Asked, type PatchMap, type View } from './view.ts'

export const titleOf = (method: string, { vocabulary }: Surroundings): string =>
  vocabulary.tokenMethods[method]?.title ?? method

/** What a map comes to, in a line: where its mass lies, or that it is empty. */
export function verdict(method: string, map: PatchMap, index: number, at: Surroundings): string {
  if (map.older) return ''
  if (isEmpty(map))
    return `empty: ${(vocabularyOf(method, at)?.empty ?? '').replaceAll('{class}', classNamed(index, at))}`
  if (map.share === undefined || map.share === null) return ''
  return `${formatPercent(map.share)} on the ${classNamed(index, at)}`
}

const vocabularyOf = (method: string, { vocabulary }: Surroundings) => vocabulary.tokenMethods[method]

/** Whether a method tells the two classes apart. */
export function difference(maps: readonly PatchMap[], same: boolean): string {
  if (same || maps.some((map) => map.older) || maps.some(isEmpty)) return ''
  const correlation = alike(maps)
  if (correlation === null) return ''
  return correlation > 0.999 ? 'the same for both' : `correlation ${formatNumber(correlation)}`
}

export function describe(view: View, { index, other, random }: Asked, at: Surroundings): string {
  const said = Object.entries(view.maps).map(([method, maps]) => {
    const both = difference(maps, index === other)
    const each = [index, other].map((of, i) => maps[i] && verdict(method, maps[i], of, at)).filter(Boolean)
    return `${titleOf(method, at)}: ${[...new Set(each), both].filter(Boolean).join(', ')}`
  })
  const drawn = random > 0 ? `, with ${random} layers drawn anew` : ''
  return `Maps for ${classNamed(index, at)} and ${classNamed(other, at)}${drawn}. ${said.join('; ')}.`
}
