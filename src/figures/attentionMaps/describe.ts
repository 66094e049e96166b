/** The figure in words. */
import { formatNumber, formatPercent } from '../../widgets/number.ts'
import { readingOf, shownToken, type Asked, type Reading, type View } from './view.ts'

/** A patch by its place, from 1. */
export const placeOf = (patch: number, { columns }: Pick<View, 'columns'>): string =>
  `row ${Math.floor(patch / columns) + 1}, column ${(patch % columns) + 1}`

/** A token as it is called. */
export function tokenNamed(token: number, view: Pick<View, 'before' | 'read' | 'columns'>): string {
  if (token === view.read && token < view.before) return 'the class token'
  if (token >= view.before) return `the patch in ${placeOf(token - view.before, view)}`
  return view.before === 1 ? 'the token before the patches' : `token ${token + 1} of ${view.before} before the patches`
}

/** How widely a head reads; the distance is that of patches from patches. */
export const spreadWords = (entropy: number, distance: number | null): string =>
  `${formatNumber(entropy, 1)} bits${distance === null ? '' : `, ${formatNumber(distance, 1)} patches`}`

/** Where it reads most, and what goes to tokens that are no patches. */
export function readingWords({ most, others }: Reading, view: View): string {
  const rest = Array.from(others, (share, token) => `${formatPercent(share)} on ${tokenNamed(token, view)}`)
  if (most.share === 0) return `no patch at all: ${rest.join(', ')}`
  return [`most the patch in ${placeOf(most.patch, view)}, ${formatPercent(most.share)}`, ...rest].join('; ')
}

export function describe(view: View, { block, head, token }: Asked): string {
  const shown = shownToken(view, token)
  const reading = readingOf(view, block - 1, head - 1, shown)
  return (
    `From ${tokenNamed(shown, view)}, head ${head} of block ${block} reads ${readingWords(reading, view)}. ` +
    `That is ${spreadWords(reading.entropy, reading.distance)}; over all tokens ` +
    `${spreadWords(view.entropy[block - 1]![head - 1]!, view.distance[block - 1]![head - 1]!)}.`
  )
}
