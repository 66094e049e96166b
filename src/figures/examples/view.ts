/** Examples in words and columns. */
import type { DatasetExamplesData } from '../../artifacts/datasetExamples/artifact.ts'
import type { ExamplesData } from '../../artifacts/examples/artifact.ts'
import type { Example, ExampleSummary } from '../../circuits/responses/exampleSummary.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Shown } from '../../vocabulary/figureKind.ts'
import { ofUnit, type MadeByUnit } from '../../vocabulary/madeByUnit.ts'
import { layerOf, type Network, type NetworkLayer } from '../../vocabulary/network.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { listOf } from '../../vocabulary/props/unit.ts'
import { seededStimulus, STIMULI } from '../../vocabulary/seededStimuli.ts'
import { everyParameter } from '../../vocabulary/stimulus.ts'
import { parseUnit } from '../../vocabulary/unit.ts'
import type { Vocabulary } from '../../vocabulary/vocabulary.ts'
import { formatNumber, formatPercent } from '../../widgets/number.ts'
import { inUnits, label, words } from '../../widgets/stimulusWords.ts'

/** Seeded stimuli that a unit is searched with. */
export interface Searched {
  unit: string
  seed: number
  /** By name; they take turns in this order. */
  families: readonly string[]
}

export interface View extends Searched {
  summary: ExampleSummary
  /** The images of the sheet, in its order, with the place where the unit responds most, and their classes. */
  images?: Pick<DatasetExamplesData, 'order' | 'at' | 'labels'>
}

/** The strongest stimulus is there in the whole input, too. */
export type Made = MadeByUnit<Shown<ExamplesData, 'pictures' | 'strongest'> | Shown<DatasetExamplesData, 'pictures'>>

/** What was made ahead of time of a unit; undefined where nothing was. */
export function viewOf(
  made: Made,
  { unit, seed, families }: { unit: string; seed: number; families: string },
): View | undefined {
  const data = ofUnit(made, unit)?.data
  return data && { unit, seed, families: listOf(families), summary: data, ...('at' in data && { images: data }) }
}

/** `20000` → `20,000`. */
export const formatCount = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',')

/** A share as a percentage that is neither 0 nor 100 unless it is so exactly; a dash for a share of nothing. */
export function formatShare(count: number, all: number): string {
  if (all === 0) return '–'
  const share = count / all
  if (count > 0 && share < 0.01) return `< ${formatPercent(0.01)}`
  if (count < all && share > 0.99) return `> ${formatPercent(0.99)}`
  return formatPercent(share)
}

/** What was drawn for a stimulus: names and values, as its family means them. */
export function parametersOf(
  { stimuli }: Vocabulary,
  { seed, families }: Omit<Searched, 'unit'>,
  index: number,
): { name: string; value: string }[] {
  const { family, sample } = seededStimulus(stimuli, seed, index, families)
  const parameters = stimuli[family] ? everyParameter(stimuli[family]) : {}
  const rows = Object.entries(parameters).flatMap(([name, parameter]) => {
    const value = sample[name]
    if (value === undefined || (name === 'hue' && !sample.saturation)) return []
    return [{ name: label(name), value: inUnits(value, parameter) }]
  })
  return [...rows, { name: 'figure', value: sample.figure[0] < sample.ground[0] ? 'dark' : 'light' }]
}

/** Every example of a summary with the name of the place that it stands in. */
export const placesOf = (summary: ExampleSummary): { place: string; examples: Example[] }[] => [
  { place: 'strongest', examples: summary.top },
  ...[...summary.bands].reverse().map(({ from, to, examples }) => ({
    place: `${formatNumber(from)} to ${formatNumber(to)}`,
    examples,
  })),
  { place: 'silent', examples: summary.silentExamples },
]

export const examplesOf = (summary: ExampleSummary): Example[] => placesOf(summary).flatMap(({ examples }) => examples)

/** The one that a reader chose, else the strongest; undefined where there is none. */
export function chosenOf({ summary }: View, { example }: { example: number }): Example | undefined {
  const all = examplesOf(summary)
  return all.find(({ index }) => index === example) ?? all[0]
}

/** What an example is of: its family of stimuli, or its class. */
export const groupOf = ({ seed, families, images }: View, index: number, { vocabulary }: Surroundings): string =>
  images
    ? (images.labels[images.order.indexOf(index)] ?? '')
    : words(seededStimulus(vocabulary.stimuli, seed, index, families).family)

/** Row and column of the unit, the place of an image where it responds most, in its layer if that has positions. */
export function placeOf({ unit, images }: Pick<View, 'unit' | 'images'>, index: number, network: Network) {
  const { layer: name, at } = parseUnit(unit, network)
  const layer = layerOf(network, name)
  const spatial: NetworkLayer | undefined = layer && layer.height * layer.width > 1 ? layer : undefined
  return { layer: spatial, at: images?.at[images.order.indexOf(index)] ?? at ?? layer?.centre ?? ([0, 0] as const) }
}

export function exampleTable(view: View, _: unknown, at: Surroundings): DataTable {
  const { summary, images } = view
  const own = (index: number) =>
    images
      ? []
      : [
          parametersOf(at.vocabulary, view, index)
            .map(({ name, value }) => `${name} ${value}`)
            .join('; '),
        ]
  const rows = placesOf(summary).flatMap(({ place, examples }) =>
    examples.map(({ index, value }) => [place, index, value, groupOf(view, index, at), ...own(index)]),
  )
  const none = [`none of ${summary.shown} excites ${view.unit}`, '', '', '', ...(images ? [] : [''])]
  return {
    columns: ['place', 'index', 'value', ...(images ? ['class'] : ['family', 'parameters'])],
    rows: summary.top.length > 0 ? rows : [none, ...rows],
  }
}

/** What excites the unit, and what most of that is. */
export function summaryWords({ unit, images, summary }: View): string {
  const { shown, silent, top, strongest } = summary
  const noun = images ? 'images' : 'stimuli'
  const [first] = top
  if (!first) return `None of ${formatCount(shown)} ${noun} excites ${unit}.`
  const groups = strongest.groups
    .slice(0, 3)
    .map(({ name, count }) => `${images ? name : words(name)} ${count}`)
    .join(', ')
  return (
    `${unit} on ${formatCount(shown)} ${noun}: ${formatNumber(first.value)} at most. ` +
    (silent > 0 ? `${formatShare(silent, shown)} leave it silent. ` : '') +
    `Of its strongest ${strongest.count}: ${groups}.`
  )
}

/** The figure in words, for who cannot see it change. */
export function describe(view: View, state: { example: number }, at: Surroundings): string {
  const { unit, images, summary } = view
  const chosen = examplesOf(summary).find(({ index }) => index === state.example)
  if (!chosen)
    return images || summary.shown === STIMULI ? summaryWords(view) : `Searching for what excites ${unit} most.`
  const { index, value } = chosen
  const group = groupOf(view, index, at)
  return `${images ? `Image of ${group}` : `Stimulus ${index}, ${group}`}: ${unit} responds with ${formatNumber(value)}.`
}
