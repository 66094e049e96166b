/** The largest kernels of a convolution, or of those that lead to one unit. */
import type { FiltersData, FiltersRequest } from '../../artifacts/filters/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { layerPictures, picturesOfLayers } from '../../vocabulary/layerPictures.ts'
import { convolutions, INPUT, layerOf, partsOf, type Network } from '../../vocabulary/network.ts'
import { number } from '../../vocabulary/props/number.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { layer, unit } from '../../vocabulary/props/unit.ts'
import { describe } from './describe.ts'
import { viewOf } from './view.ts'

const layers = ({ network }: Surroundings) => convolutions(network)
const channelsOf = (network: Network, name: unknown) => layerOf(network, String(name))?.channels ?? 0

/** The channel that stands for all. */
export const ALL = -1

export default figureKind({
  says: 'Kernels by size: those of a convolution, or those that lead to one unit.',
  example: '<Filters id="fig-first" layer="conv1" />',
  keeps: 'kernels',
  props: {
    unit: unit({ meaning: 'In place of `layer`: the kernels that lead to this unit.', layers, fallback: '' }),
    layer: layer({
      meaning: 'A convolution, whose largest kernels are shown.',
      reader: true,
      layers,
      fallback: (_, { unit }) => partsOf(String(unit)).layer,
    }),
    channel: number({
      meaning: 'The channel that the kernels lead to; −1 for all.',
      reader: true,
      label: 'into unit',
      written: '',
      whole: true,
      range: ({ network }, { layer }) => [ALL, channelsOf(network, layer) - 1],
      fallback: (_, { unit }) => (unit ? partsOf(String(unit)).channel : ALL),
    }),
    count: number({ meaning: 'How many kernels at most.', whole: true, range: [1, 512], fallback: 48 }),
  },
  clash: ({ unit, layer }) =>
    layer === '' || (unit !== '' && partsOf(unit).layer !== layer)
      ? '<Filters> takes either layer="conv1" or unit="conv4/39"'
      : undefined,
  /** A channel that the layer does not have stands for all. */
  settle: (state, { network }) =>
    state.channel < channelsOf(network, state.layer) ? state : { ...state, channel: ALL },
  requests({ layer, channel, count, seed }, { network }) {
    const feeding = layerOf(network, layer)?.weights?.adjacent ?? INPUT
    const kernels: FiltersRequest = {
      kind: 'filters',
      model: network.id,
      layer,
      channel: channel === ALL ? null : channel,
      count,
    }
    return {
      kernels,
      units: layerPictures(network, layer, seed),
      inputs: feeding === INPUT ? null : layerPictures(network, feeding, seed),
    }
  },
  shows: ({ seed }, { network }) =>
    picturesOfLayers(
      network,
      seed,
      convolutions(network).map(({ name }) => name),
    ),
  view: (made: { kernels: Shown<FiltersData> }) => viewOf(made.kernels.data),
  words: describe,
})
