/** What the figure shows, from the artifact as from the worker. */
import type { ComparisonData } from '../../artifacts/difference.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Scaling } from '../../vocabulary/edit.ts'
import type { Validation } from '../../widgets/edited/validation.ts'
import type { Sheet } from '../../widgets/sheet.ts'

export interface View {
  guesses: GuessPair[]
  /** On the scenes; null until it is measured. */
  comparison: ComparisonData | null
}

/** The edits with one more; of two of the same weights the later stays. */
export function withEdit(edits: readonly Scaling[], edit: Scaling): Scaling[] {
  const same = (other: Scaling) => other.unit === edit.unit && other.from === edit.from
  return edits.some(same) ? edits.map((each) => (same(each) ? edit : each)) : [...edits, edit]
}

export interface Picture {
  sheet: Sheet
  index: number
}

export interface GuessPair {
  index: number
  before: number
  after: number
}

/** The classes that either network finds likely, by what the first finds. */
export function guessPairs(
  before: readonly { index: number; probability: number }[],
  after: readonly { index: number; probability: number }[],
  count = 5,
): GuessPair[] {
  const shown = new Set([...before.slice(0, count), ...after.slice(0, count)].map((guess) => guess.index))
  const of = (guesses: typeof before, index: number) => guesses.find((guess) => guess.index === index)?.probability ?? 0
  return [...shown]
    .map((index) => ({ index, before: of(before, index), after: of(after, index) }))
    .sort((a, b) => b.before - a.before)
}

export const likeliest = (pairs: readonly GuessPair[], which: 'before' | 'after'): GuessPair =>
  pairs.reduce((best, each) => (each[which] > best[which] ? each : best))

/** `conv7/235 removed`, `conv3/5 → conv4/39 × 0.5`. */
export function editWords({ unit, from, by }: Scaling): string {
  const what = from ? `${from} → ${unit}` : unit
  if (by === 0) return `${what} ${from ? 'cut' : 'removed'}`
  return `${what} × ${String(by).replace('-', '−')}`
}

/** Whether a whole unit is removed. */
export const isRemoved = (edits: readonly Scaling[], unit: string): boolean =>
  edits.some((edit) => edit.unit === unit && !edit.from && edit.by === 0)

const count = ({ top1 }: ComparisonData) => top1.pictures.toLocaleString('en')
const rowsOf = (found: ComparisonData | null) => [
  { name: 'first guess right', found: found?.top1 },
  { name: 'among five guesses', found: found?.top5 },
]

/**
 * How often the network is right, on our scenes and on validation images.
 * @param authors a comparison on the scenes, for how many views they are
 * @param found on the scenes; null until it is measured
 */
export const tables = (authors: ComparisonData, found: ComparisonData | null, validation: Validation | undefined) => [
  {
    caption: `On ${count(authors)} views of rendered scenes, none optimized for the network`,
    rows: rowsOf(found),
  },
  ...(validation
    ? [
        {
          caption: `On ${count(validation.comparison)} images: ${validation.data}`,
          rows: rowsOf(validation.comparison),
        },
      ]
    : []),
]

export function surgeryTable({ guesses, comparison }: View, names: readonly string[]): DataTable {
  const short = (value: number) => Number(value.toFixed(4))
  const differences = comparison
    ? (['top1', 'top5'] as const).map((which) => {
        const { before, after, low, high } = comparison[which]
        return [
          which === 'top1' ? 'right at the first guess' : 'right among five guesses',
          ...[before, after, low, high].map(short),
        ]
      })
    : []
  return {
    columns: ['what', 'before', 'after', 'difference from', 'difference to'],
    rows: [
      ...guesses.map((each) => [`probability of ${names[each.index]}`, short(each.before), short(each.after), '', '']),
      ...differences,
    ],
  }
}
