/** A unit's weights taken apart into a few mixes of the units below, each with a map of where it is wanted. */
import type { FactorsData, FactorsRequest } from '../../artifacts/factors/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { layerPictures } from '../../vocabulary/layerPictures.ts'
import { fullConvolutions, INPUT, layerOf, partsOf, unitsOf, type Network } from '../../vocabulary/network.ts'
import { number, seed } from '../../vocabulary/props/number.ts'
import { unit } from '../../vocabulary/props/unit.ts'
import { factorsTable, sayFactors, viewOf } from './view.ts'

/** The most factors that a reader can ask for. */
const MOST = 4

/** The layer whose units the channels are. */
const belowOf = (network: Network, layer: string): string => layerOf(network, layer)?.weights?.adjacent ?? INPUT

export default figureKind({
  says: 'A unit’s weights taken apart.',
  example: '<Factors id="fig-factors" unit="conv4/44" factors={2} />',
  keeps: 'factors',
  props: {
    subject: unit({
      meaning: 'A unit of a convolution on units.',
      written: 'unit',
      layers: ({ network }) => fullConvolutions(network),
    }),
    unit: number({
      meaning: 'The channel in the unit’s layer.',
      reader: true,
      written: '',
      whole: true,
      range: ({ network }, { subject }) => [0, (layerOf(network, partsOf(String(subject)).layer)?.channels ?? 1) - 1],
      fallback: (_, { subject }) => partsOf(String(subject)).channel,
    }),
    factors: number({ meaning: 'How many.', reader: true, whole: true, range: [1, MOST], fallback: 2 }),
    seed: seed({ meaning: 'Of the starts that are tried, and of the pictures.', reader: true, most: 999_999 }),
  },
  requests({ subject, factors, seed }, { network }) {
    const model = network.id
    const below = belowOf(network, partsOf(subject).layer)
    const asked: FactorsRequest = { kind: 'factors', model, unit: subject, below, count: factors, seed }
    const own: SheetRequest = { kind: 'sheet', model, units: [subject], seed }
    return { factors: asked, own, lower: { ...own, units: unitsOf(network, below) } }
  },
  shows: ({ subject, seed }, { network }) => ({
    upper: layerPictures(network, partsOf(subject).layer, seed),
  }),
  view: (
    { factors }: { factors: Shown<FactorsData, 'mixes'>; own: Shown<never, 'sheet'>; lower: Shown<never, 'sheet'> },
    values,
  ) => viewOf(factors.data, partsOf(values.subject).layer, values.factors),
  words: sayFactors,
  table: factorsTable,
})
