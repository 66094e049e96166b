/** The figure in words, for who cannot see it change. */
import { formatNumber, formatSigned } from '../../widgets/number.ts'
import type { KernelState } from './choices.ts'
import { agreement, shownGrids, type View } from './view.ts'

/** Digits that tell weights of this size apart. */
export const digitsFor = (max: number): number =>
  max >= 1 ? 2 : max > 0 ? Math.min(6, 2 - Math.floor(Math.log10(max))) : 2

export function describe(view: View, state: KernelState): string {
  const grids = shownGrids(view, state)
  const values = grids.flatMap(({ values }) => [...values])
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const digits = digitsFor(Math.max(-low, high))
  const kind = grids[0] === view.kernel ? 'Kernel' : 'Expanded weights'
  const { height, width } = grids[0]!
  const cosine = agreement(view)
  return (
    `${kind} of ${state.to} on ${state.from === 'input' ? 'the image' : state.from}, ${height} by ${width}, ` +
    `from ${formatSigned(low, digits)} to ${formatSigned(high, digits)}.` +
    (Number.isNaN(cosine) || view.gradient!.done < view.gradient!.total
      ? ''
      : ` Cosine with the mean true gradient: ${formatNumber(cosine)}.`)
  )
}
