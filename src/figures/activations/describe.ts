/** The figure in words, for who cannot see it change. */
import { formatNumber, formatPercent } from '../../widgets/number.ts'
import type { View } from './view.ts'

/** @param caption of the picture */
export function describe(view: View, caption: string, channel: number): string {
  const { layer, order, peaks, guesses } = view
  const strongest = order
    .slice(0, 3)
    .map((each) => `${layer}/${each}, ${formatNumber(peaks[each]!.value)}`)
    .join('; ')
  const { value, at } = peaks[channel]!
  const guess = guesses[0]
  return (
    `${layer} on ${caption}. Strongest: ${strongest}. ` +
    `${layer}/${channel} peaks at ${formatNumber(value)}, row ${at[0]}, column ${at[1]}.` +
    (guess ? ` Taken for ${guess.name}, ${formatPercent(guess.probability)}.` : '')
  )
}
