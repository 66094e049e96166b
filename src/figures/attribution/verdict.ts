/** What there is to say of a method's map. */
import { emptyWords } from '../../vocabulary/method.ts'
import { classNamed } from '../../vocabulary/className.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { formatNumber, formatPercent } from '../../widgets/number.ts'
import type { Asked, MethodView, View } from './view.ts'

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

/** Maps whose reasons a line of status has room for. */
const FEW = 2

/** Which maps are empty, and why where they are few; an empty text where none is. */
export function emptiness({ maps }: View, state: Asked, at: Surroundings): string {
  const empty = Object.entries(maps).flatMap(([method, map]) => {
    const said = saidOf(method, map, state, at)
    return said === undefined ? [] : [{ title: titleOf(method, at), said }]
  })
  if (empty.length > FEW) return `Empty maps: ${empty.map(({ title }) => title).join(', ')}; below each, why.`
  return empty.map(({ title, said }) => `${title}: ${said}.`).join(' ')
}
