/** What the figure shows, from the artifact as from the worker. */
import type { ComparisonData } from '../../artifacts/difference.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Scaling } from '../../vocabulary/edit.ts'

/** A layer whose units can be edited. */
export interface EditableLayer {
  name: string
  channels: number
  /** The layer whose units its weights are on; null for the image. */
  below: string | null
}

/** A channel that a reader typed, as one that the layer has. */
export const channelWithin = (text: string, { channels }: EditableLayer): number =>
  Math.max(0, Math.min(channels - 1, Math.round(Number(text) || 0)))

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
  const of = (guesses: typeof before, index: number) => guesses.find((guess) => guess.index === index)!.probability
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

export function surgeryTable(
  pairs: readonly GuessPair[],
  names: readonly string[],
  comparison: ComparisonData | null,
): DataTable {
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
      ...pairs.map(({ index, before, after }) => [
        `probability of ${names[index]}`,
        short(before),
        short(after),
        '',
        '',
      ]),
      ...differences,
    ],
  }
}
