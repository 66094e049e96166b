/**
 * What is known of a network without its weights, as plain data: where its units sit, what they see, which
 * layers lead to which. In input pixels, x right, y down, pixel centres at integers.
 */
import type { Extent } from './extent.ts'
import { INPUT } from './layerTable.ts'

export interface ReceptiveField {
  /** Height and width in pixels, before clipping to the image. */
  size: [number, number]
  /** Pixels between neighbouring units, down and across; 0 where one unit sees the whole image. */
  stride: [number, number]
  /** Pixel coordinates `[y, x]` at which unit (0, 0) is centred. */
  offset: [number, number]
}

export interface NetworkLayer extends Extent {
  /** As in unit references: `conv4`, or `conv4.pre` for its preactivation. */
  name: string
  op: string
  /** The centre unit's row and column. */
  centre: [number, number]
  field: ReceptiveField
  /** The layer whose units its channels are, pooling and averaging apart; `input` for the image. */
  features: string
  /** Only where weights lead to the layer; those of `conv4.pre` are told with `conv4`, where there is such a layer. */
  weights?: LayerWeights
}

export interface LayerWeights {
  /** Layers before it that weights lead to, the nearest first, the image last. */
  upstream: string[]
  /** The layer, pooling apart, whose units its kernels weigh; `input` for the image. */
  adjacent: string
  /** Groups of channels that the kernels keep apart; 1 where every unit weighs all of them. */
  groups: number
  /** Where the taps of the centre unit's kernel lie: on a layer of this field, from this row and column on; null without taps. */
  taps: { field: ReceptiveField; first: [number, number]; dilation: number } | null
}

export interface Network {
  id: string
  title: string
  /** Height and width in pixels of its images. */
  height: number
  width: number
  /** The larger of the two: the side of a square that holds an image. */
  size: number
  channels: number
  classes: string[]
  /** The layer whose units the classes are; empty where there are none. */
  readout: string
  /** What the author calls units, by reference; absent where there are no names. */
  names?: Readonly<Record<string, string>>
  layers: NetworkLayer[]
}

export { INPUT }

/** The layer of that name; undefined where there is none. */
export const layerOf = ({ layers }: Network, name: string): NetworkLayer | undefined =>
  layers.find((layer) => layer.name === name)

/** Whether the layer is told with another: the preactivation of one that there is. */
const isPreactivation = ({ layers }: Network, { name }: NetworkLayer): boolean =>
  name.endsWith('.pre') && layers.some((layer) => layer.name === name.slice(0, -4))

/** The layers that weights lead to, in the order of the network. */
export const weighedLayers = ({ layers }: Network): (NetworkLayer & { weights: LayerWeights })[] =>
  layers.filter((layer): layer is NetworkLayer & { weights: LayerWeights } => layer.weights !== undefined)

/** The layers whose weights are kernels, in the order of the network. */
export const convolutions = (network: Network): (NetworkLayer & { weights: LayerWeights })[] =>
  weighedLayers(network).filter(({ weights }) => weights.taps !== null)

/** The layers whose units have positions, preactivations apart. */
export const spatialLayers = (network: Network): NetworkLayer[] =>
  network.layers.filter((layer) => layer.height * layer.width > 1 && !isPreactivation(network, layer))

/** The layers whose kernels weigh every unit of a layer before, not the image and not a group of its channels alone. */
export const fullConvolutions = (network: Network): (NetworkLayer & { weights: LayerWeights })[] =>
  convolutions(network).filter(({ weights }) => weights.adjacent !== INPUT && weights.groups === 1)

/** Whether weights lead straight from one unit to another: its layer is the adjacent one, and both lie in one group. */
export function isAdjacent(network: Network, from: string, to: string): boolean {
  const [lower, upper] = [partsOf(from), partsOf(to)]
  const layer = layerOf(network, upper.layer)
  const below = layerOf(network, lower.layer)
  if (!below || !layer?.weights || layer.weights.adjacent !== lower.layer) return false
  const { groups } = layer.weights
  const groupOf = (channel: number, channels: number) => Math.floor((channel * groups) / channels)
  return groupOf(lower.channel, below.channels) === groupOf(upper.channel, layer.channels)
}

/** Every unit of a layer, as in `conv4/39`. */
export const unitsOf = (network: Network, layer: string): string[] =>
  Array.from({ length: layerOf(network, layer)?.channels ?? 0 }, (_, channel) => `${layer}/${channel}`)

/** A unit that sees the whole image: the first of the last layer. */
export const seesAll = ({ layers }: Network): string => `${layers.at(-1)?.name}/0`

/** The layer and the channel of a reference such as `conv4/39`; channel 0 of `input`. */
export function partsOf(reference: string): { layer: string; channel: number } {
  const [layer = '', channel = '0'] = reference.split('/')
  return { layer, channel: Number.parseInt(channel, 10) }
}

/** Whether units of this field have no place: each sees the whole image. */
export const placeless = ({ stride }: Pick<ReceptiveField, 'stride'>): boolean => stride[0] === 0 && stride[1] === 0

/** Side in pixels of a unit's picture: it shows what the centre unit sees, or the whole image where it sees more. */
export const pictureSide = ({ field }: NetworkLayer, size: number): number =>
  placeless(field) ? size : Math.min(size, Math.max(...field.size))

/**
 * What a unit sees of the picture along an axis: its receptive field, cut at the picture's edges, in pixels from the
 * first corner; a pixel's corner lies half a pixel before its centre.
 * @param at the unit's row and column
 * @param size of the picture, in pixels
 */
export function seenSpan(
  { field }: Pick<NetworkLayer, 'field'>,
  at: readonly [number, number],
  axis: 0 | 1,
  size: number,
): { start: number; length: number } {
  const middle = field.offset[axis] + field.stride[axis] * at[axis] + 0.5
  const start = Math.max(0, middle - field.size[axis] / 2)
  return { start, length: Math.min(size, middle + field.size[axis] / 2) - start }
}
