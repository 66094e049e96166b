/** The figure's state as text: what an address may ask for. */
import type { SpatialLayer } from '../spatialLayers.ts'
import type { ActivationsState } from './request.ts'

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: ActivationsState,
  layers: readonly SpatialLayer[],
  images: readonly string[],
): ActivationsState {
  const layer = layers.find(({ name }) => name === asked.get('layer'))?.name ?? initial.layer
  const { channels } = layers.find(({ name }) => name === layer)!
  const text = asked.get('channel') ?? ''
  const number = /^\d+$/.test(text) ? Number(text) : -1
  const image = asked.get('image') ?? ''
  return {
    layer,
    channel: number >= 0 && number < channels ? number : layer === initial.layer ? initial.channel : -1,
    image: images.includes(image) ? image : initial.image,
  }
}
