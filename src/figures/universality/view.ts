/** Two layers of two networks: one unit beside its fellow, all pairs by their likeness, as a table and in words. */
import type { Likeness, UniversalityData } from '../../artifacts/universality/artifact.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { detectorWords, type DetectorName } from '../../vocabulary/detectorNames.ts'
import { decodeGrid, type Grid } from '../../vocabulary/grid.ts'
import { formatNumber } from '../../widgets/number.ts'

/** A unit as it is laid beside another. */
export interface Half {
  channel: number
  /** Responses in directions from 0° on, evenly spread. */
  curve: ArrayLike<number>
  kernels: readonly { from: string; grids: readonly Grid[] }[]
}

export interface View {
  data: UniversalityData
  /** Ids of the two networks, and their layers. */
  names: readonly [own: string, other: string]
  layers: readonly [own: string, other: string]
  detector: DetectorName
  /** The unit that is shown and its fellow; none where no unit responds. */
  pair: readonly [Half, Half] | undefined
}

export type Asked = Pick<View, 'names' | 'layers' | 'detector'>

/** Pairs as they come with the page. */
export const pairsMade = ({ pairs }: UniversalityData): (readonly [Half, Half])[] =>
  pairs.map(({ unit, match, curves, kernels }) => {
    const half = (channel: number, which: 0 | 1): Half => ({
      channel,
      curve: curves[which],
      kernels: kernels[which].map(({ from, grids }) => ({ from, grids: grids.map(decodeGrid) })),
    })
    return [half(unit, 0), half(match, 1)]
  })

/** @param unit the first of the pairs that come with the page where it is none of them */
export function viewOf(data: UniversalityData, asked: Asked, unit: number): View {
  const pairs = pairsMade(data)
  return { data, ...asked, pair: pairs.find(([own]) => own.channel === unit) ?? pairs[0] }
}

/** The fellow of a unit, and how alike they are; undefined for a unit that never responds. */
export const matchOf = ({ matches }: UniversalityData, unit: number) => matches.find((match) => match.unit === unit)

/** What is compared, and what a reader should know it by. */
export const MEASURES: readonly { name: keyof Likeness; words: string }[] = [
  { name: 'best', words: 'each unit and its fellow' },
  { name: 'oneToOne', words: '… where none may be taken twice' },
  { name: 'explained', words: 'each unit from all units there' },
  { name: 'cka', words: 'the layers as wholes (CKA)' },
]

/** What was compared, and what chance gives. */
export function evidence({ data, names: [own, other], detector }: View): string {
  const { stimuli, matches, limits, above, found, shared } = data
  if (matches.length === 0) return `No unit of ${own} responds to any of ${stimuli} stimuli.`
  const { several } = detectorWords[detector]
  const counts = (values: readonly number[]) => values.join(' and ')
  return `Of ${matches.length} units of ${own} that respond to any of ${stimuli} stimuli, ${above} have a fellow in ${other} more like them than 95 of 100 fellows are by chance (correlation ${formatNumber(Math.max(limits.shuffled, limits.untrained))}). By the criterion ${found.own.length} units of ${own} and ${found.other.length} of ${other} are ${several}; in untrained copies ${counts(found.ownUntrained)}, and ${counts(found.otherUntrained)}. ${shared.count} of the ${found.own.length} have a fellow that is one, too; ${formatNumber(shared.chance, 1)} would if fellows were drawn by lot.`
}

/** The pair that is shown, in a sentence. */
export function describe(view: View): string {
  const { data, names, layers, pair, detector } = view
  if (!pair) return evidence(view)
  const [own, other] = pair
  const { correlation, onPictures } = matchOf(data, own.channel) ?? { correlation: 0, onPictures: 0 }
  return `${layers[0]}/${own.channel} of ${names[0]} and ${layers[1]}/${other.channel} of ${names[1]}: correlation ${formatNumber(correlation)} on drawn stimuli${onPictures === null ? '' : `, ${formatNumber(onPictures)} on pictures of things`}. Curves over ${detectorWords[detector].angle}.`
}

export const matchTable = ({ data: { matches }, names, layers }: View): DataTable => ({
  columns: [...names, 'correlation', 'on pictures'],
  rows: matches.map(({ unit, match, correlation, onPictures }) => [
    `${layers[0]}/${unit}`,
    `${layers[1]}/${match}`,
    correlation,
    onPictures ?? '',
  ]),
})
