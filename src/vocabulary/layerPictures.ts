/** What is asked for pictures of a layer's units: one sheet of all, which figures that show the layer share. */
import { unitsOf, weighedLayers, type Network } from './network.ts'

export const layerPictures = (network: Network, layer: string, seed: number) => ({
  kind: 'sheet' as const,
  model: network.id,
  units: unitsOf(network, layer),
  seed,
})

/** The pictures of some layers, by the layer's name; of every one that weights lead to when none are named. */
export const picturesOfLayers = (
  network: Network,
  seed: number,
  layers: Iterable<string> = weighedLayers(network).map(({ name }) => name),
) => Object.fromEntries([...layers].map((layer) => [layer, layerPictures(network, layer, seed)]))
