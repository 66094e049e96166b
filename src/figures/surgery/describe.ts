/** What the figure shows, in a sentence for who cannot see it. */
import type { Scaling } from '../../vocabulary/edit.ts'
import { formatPercent } from '../../widgets/number.ts'
import { editWords, likeliest, type GuessPair } from './view.ts'

export function describe(edits: readonly Scaling[], pairs: readonly GuessPair[], names: readonly string[]): string {
  const [before, after] = [likeliest(pairs, 'before'), likeliest(pairs, 'after')]
  const done = edits.length > 0 ? `With ${edits.map(editWords).join(', ')}` : 'Without any edit'
  const said =
    before.index === after.index
      ? `the network still says ${names[after.index]}, with ${formatPercent(after.after)} in place of ${formatPercent(before.before)}`
      : `the network says ${names[after.index]} with ${formatPercent(after.after)}, where it said ${names[before.index]} with ${formatPercent(before.before)}`
  return `${done}, ${said}.`
}
