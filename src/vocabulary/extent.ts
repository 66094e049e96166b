/** Height, width and channels of a layer's activations; spatial extent 1×1 after a global average. */
export interface Extent {
  height: number
  width: number
  channels: number
}
