/** The figure's state as text: what an address may ask for. */
import type { ConvolutionInfo } from '../convolutions.ts'
import type { FiltersState } from './request.ts'

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: FiltersState,
  layers: readonly ConvolutionInfo[],
): FiltersState {
  const layer = layers.find(({ name }) => name === asked.get('layer'))
  const state = layer ? { layer: layer.name, channel: -1 } : { ...initial }
  const { channels } = layers.find(({ name }) => name === state.layer)!
  const text = asked.get('channel')
  const channel = text === undefined || text.trim() === '' ? NaN : Number(text)
  if (Number.isInteger(channel) && channel >= -1 && channel < channels) state.channel = channel
  return state
}
