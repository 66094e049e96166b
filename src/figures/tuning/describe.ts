/** The figure in words, for who cannot see it change. */
import { valueAt, type Axis } from '../../vocabulary/axis.ts'
import type { Parameter } from '../../vocabulary/parameter.ts'
import { formatNumber } from '../../widgets/number.ts'
import { peak } from '../../widgets/curves.ts'
import { inUnits, label, words } from '../../widgets/stimulusWords.ts'

export function describe(
  units: readonly string[],
  responses: readonly ArrayLike<number>[],
  family: string,
  { over, by }: { over: Axis; by: Axis | null },
  table: Record<string, Parameter>,
): string {
  const along = (axis: Axis, index: number) =>
    `${label(axis.parameter)} ${inUnits(valueAt(axis, index), table[axis.parameter]!)}`
  const parts = units.map((unit, i) => {
    const best = peak(responses[i]!)
    const value = responses[i]![best]!
    if (!(value > 0)) return `${unit} does not respond`
    const at = [along(over, best % over.count)]
    if (by) at.push(along(by, Math.floor(best / over.count)))
    return `${unit} responds most at ${at.join(', ')}: ${formatNumber(value)}`
  })
  return `Stimuli: ${words(family)}. ${parts.join('; ')}.`
}
