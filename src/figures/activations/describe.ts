/** The figure in words, for who cannot see it change. */
import { formatNumber, formatPercent } from '../../widgets/number.ts'
import { isEmpty, selectedIn, type Asked, type View } from './view.ts'

export function describe(view: View, state: Asked): string {
  const { layer, order, peaks, guesses, caption } = view
  const named = (channel: number) => `${layer}/${channel}`
  const strongest = order
    .slice(0, 3)
    .flatMap((each) => {
      const value = peaks[each]?.value
      return value ? `${named(each)}, ${formatNumber(value)}` : []
    })
    .join('; ')
  const channel = selectedIn(view, state)
  const peak = peaks[channel]
  const guess = guesses[0]
  const own =
    !peak || isEmpty(peak)
      ? `${named(channel)} is 0 everywhere.`
      : `${named(channel)} peaks at ${formatNumber(peak.value)}, row ${peak.at[0]}, column ${peak.at[1]}.`
  return (
    `${layer} on ${caption}. ${strongest ? `Strongest: ${strongest}. ` : 'Every channel is 0 everywhere. '}${own}` +
    (guess ? ` Taken for ${guess.name}, ${formatPercent(guess.probability)}.` : '')
  )
}
