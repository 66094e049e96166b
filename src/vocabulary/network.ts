/**
 * What is known of a network without its weights, as plain data: where its units sit, what they see, which
 * layers lead to which. In input pixels, x right, y down, pixel centres at integers.
 */

/** Height, width and channels of a layer's activations; spatial extent 1×1 after a global average. */
export interface Extent {
  height: number
  width: number
  channels: number
}

export interface ReceptiveField {
  /** Height and width in pixels, before clipping to the image. */
  size: [number, number]
  /** Pixels between neighbouring units; 0 where one unit sees the whole image. */
  stride: number
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
  /** The layer, pooling apart, whose units its kernels weigh; null where there is none. */
  adjacent: string | null
  /** Where the taps of the centre unit's kernel lie: on a layer of this field, from this row and column on; null without taps. */
  taps: { field: ReceptiveField; first: [number, number]; dilation: number } | null
}

export interface Network {
  id: string
  title: string
  /** Height and width in pixels of its images. */
  size: number
  channels: number
  classes: string[]
  /** The layer whose units the classes are; empty where there are none. */
  readout: string
  layers: NetworkLayer[]
}
