/** Every channel of a layer on one picture. */
import type { ActivationsData, ActivationsRequest } from '../../artifacts/activations/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { layerPictures } from '../../vocabulary/layerPictures.ts'
import { layerOf, spatialLayers, type Network, type NetworkLayer } from '../../vocabulary/network.ts'
import { number } from '../../vocabulary/props/number.ts'
import { picture } from '../../vocabulary/props/picture.ts'
import { layer } from '../../vocabulary/props/unit.ts'
import { describe } from './describe.ts'
import { activationsTable, viewOf } from './view.ts'

/** The layers to choose from: those with positions, of preactivations the one asked for alone. */
export const offeredLayers = (network: Network, asked: string): NetworkLayer[] => {
  const spatial = spatialLayers(network)
  return network.layers.filter((each) => each.name === asked || spatial.includes(each))
}

export default figureKind({
  says: 'Every channel of a layer on a picture.',
  example: '<Activations id="fig-maps" layer="conv4" image="orange-1" />',
  keeps: 'maps',
  props: {
    layer: layer({
      meaning: 'The layer whose channels are shown; it has positions.',
      reader: true,
      layers: ({ network }) => network.layers.filter(({ height, width }) => height * width > 1),
    }),
    image: picture({
      meaning: 'The picture: one of ours by its name, or a path below `content`, as in `circles/photo.jpg`.',
      reader: true,
    }),
    channel: number({
      meaning: 'The channel shown large; −1, the default, is the strongest.',
      reader: true,
      whole: true,
      range: ({ network }, { layer }) => [-1, (layerOf(network, String(layer))?.channels ?? 0) - 1],
      fallback: -1,
    }),
  },
  /** Another layer has other channels. */
  settle: (state, _, changed) =>
    changed.includes('layer') && !changed.includes('channel') ? { ...state, channel: -1 } : state,
  requests({ layer, image }, { network }) {
    const request: ActivationsRequest = { kind: 'activations', model: network.id, layer, image }
    return { maps: request }
  },
  shows: ({ layer, seed }, { network }) =>
    Object.fromEntries(
      offeredLayers(network, layer).map(({ features }) => [features, layerPictures(network, features, seed)]),
    ),
  view: (made: { maps: Shown<ActivationsData, 'maps' | 'picture'> }, { image }) => viewOf(made.maps.data, image),
  words: describe,
  table: activationsTable,
})
