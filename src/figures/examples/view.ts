/** Examples in words and columns. */
import type { Example, ExampleSummary } from '../../circuits/responses/exampleSummary.ts'
import type { DatasetExamplesData } from '../../artifacts/datasetExamples/artifact.ts'
import { seededStimulus } from '../../vocabulary/seededStimuli.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { everyParameter } from '../../stimuli/parameters.ts'
import { formatNumber, formatPercent } from '../../widgets/number.ts'
import { inUnits, label, words } from '../../widgets/stimulusWords.ts'
import { vocabulary } from '../../widgets/vocabulary.ts'

/** `20000` → `20,000`. */
export const formatCount = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',')

/** A share as a percentage that is neither 0 nor 100 unless it is so exactly. */
export function formatShare(count: number, all: number): string {
  const share = count / all
  if (count > 0 && share < 0.01) return `< ${formatPercent(0.01)}`
  if (count < all && share > 0.99) return `> ${formatPercent(0.99)}`
  return formatPercent(share)
}

/** What was drawn for a stimulus: names and values, as its family means them. */
export function parametersOf(seed: number, index: number): { name: string; value: string }[] {
  const { family, sample } = seededStimulus(vocabulary.stimuli, seed, index)
  const rows = Object.entries(everyParameter(vocabulary.stimuli[family]!))
    .filter(([name]) => name !== 'hue' || sample.saturation! > 0)
    .map(([name, parameter]) => ({ name: label(name), value: inUnits(sample[name]!, parameter) }))
  return [...rows, { name: 'figure', value: sample.figure[0] < sample.ground[0] ? 'dark' : 'light' }]
}

/** Every example of a summary with the name of the place that it stands in. */
export function placesOf(summary: ExampleSummary): { place: string; examples: Example[] }[] {
  return [
    { place: 'strongest', examples: summary.top },
    ...[...summary.bands].reverse().map(({ from, to, examples }) => ({
      place: `${formatNumber(from)} to ${formatNumber(to)}`,
      examples,
    })),
    { place: 'silent', examples: summary.silentExamples },
  ]
}

export const exampleTable = (summary: ExampleSummary, seed: number): DataTable => ({
  columns: ['place', 'index', 'value', 'family', 'parameters'],
  rows: placesOf(summary).flatMap(({ place, examples }) =>
    examples.map(({ index, value }) => [
      place,
      index,
      value,
      words(seededStimulus(vocabulary.stimuli, seed, index).family),
      parametersOf(seed, index)
        .map(({ name, value: text }) => `${name} ${text}`)
        .join('; '),
    ]),
  ),
})

export const imageTable = (json: DatasetExamplesData): DataTable => ({
  columns: ['place', 'index', 'value', 'class'],
  rows: placesOf(json).flatMap(({ place, examples }) =>
    examples.map(({ index, value }) => [place, index, value, json.labels[json.order.indexOf(index)]!]),
  ),
})

/** The figure in words, for who cannot see it change. */
export function describe(unit: string, { shown, silent, top, strongest }: ExampleSummary): string {
  const [first] = top
  if (!first) return `None of ${formatCount(shown)} stimuli excites ${unit}.`
  const groups = strongest.groups
    .slice(0, 3)
    .map(({ name, count }) => `${words(name)} ${count}`)
    .join(', ')
  return (
    `${unit} on ${formatCount(shown)} stimuli: ${formatNumber(first.value)} at most. ` +
    (silent > 0 ? `${formatShare(silent, shown)} leave it silent. ` : '') +
    `Of its strongest ${strongest.count}: ${groups}.`
  )
}
