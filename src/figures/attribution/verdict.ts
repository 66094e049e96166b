/** What there is to say of a method's map. */
import { emptyWords } from '../../vocabulary/method.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { formatNumber, formatPercent } from '../../widgets/number.ts'
import type { Asked, MethodView, View } from './view.ts'

export const classNamed = (index: number, { network }: Surroundings): string =>
  network.classes[index] ?? `class ${index}`

export const titleOf = (method: string, { vocabulary }: Surroundings): string =>
  vocabulary.methods[method]?.title ?? method

/** Why a map is empty; undefined for one that is not, or not whole yet. */
export function saidOf(method: string, map: MethodView, { index, layer }: Asked, at: Surroundings): string | undefined {
  const words = at.vocabulary.methods[method]
  if (!words || map.peak !== 0 || map.older || map.refining) return undefined
  return emptyWords(words, { class: classNamed(index, at), layer })
}

/** The number that judges a map, in words; that it is empty, where it is. */
export function verdict(method: string, map: MethodView, state: Asked, at: Surroundings): string {
  const { older, similarity, share, completeness } = map
  if (older) return ''
  const empty = saidOf(method, map, state, at)
  if (empty !== undefined) return empty
  if (similarity !== undefined)
    return `like the trained: ${similarity === null ? 'nothing to compare' : formatNumber(similarity)}`
  const said: string[] = []
  if (share !== undefined) said.push(share === null ? 'nothing positive' : `in place: ${formatPercent(share)}`)
  if (completeness) said.push(`sum ${formatNumber(completeness.sum)} of ${formatNumber(completeness.difference)}`)
  return said.join(' · ')
}

/** What the empty maps say, those that say the same together; an empty text where no map is empty. */
export function emptiness({ maps }: View, state: Asked, at: Surroundings): string {
  const titles = new Map<string, string[]>()
  for (const [method, map] of Object.entries(maps)) {
    const said = saidOf(method, map, state, at)
    if (said !== undefined) titles.set(said, [...(titles.get(said) ?? []), titleOf(method, at)])
  }
  return [...titles].map(([said, some]) => `${some.join(', ')}: ${said}.`).join(' ')
}
