/** The figure in words, for who cannot see it change. */
import { formatNumber, formatSigned } from '../../widgets/number.ts'
import { isLit, strengthOf, type View } from './view.ts'

export function describe(circuit: View, { unit, image }: { unit: string; image: string }): string {
  const { nodes, edges, layers, caption = image } = circuit
  const lit = isLit(circuit)
  const strength = strengthOf(circuit)
  const into = edges.filter(({ to }) => to === unit).sort((a, b) => strength(b) - strength(a))
  const parts = into.map(({ from, norm, sum }) =>
    lit
      ? `${from} gave ${formatSigned(sum)}`
      : `${from} ${sum < 0 ? 'inhibits' : 'excites'}, length ${formatNumber(norm)}`,
  )
  const value = nodes.find((each) => each.unit === unit)?.value
  return (
    `Circuit of ${unit}: ${nodes.length} units of ${layers.join(', ')}, ${edges.length} edges.` +
    (lit && value !== undefined ? ` On ${caption}, ${unit} has the preactivation ${formatNumber(value)}.` : '') +
    (parts.length > 0 ? ` ${parts.join('; ')}.` : '')
  )
}
