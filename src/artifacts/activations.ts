/** The JSON of an `activations` artifact; its maps are the sheet that comes with it. */
export interface ActivationsJson {
  layer: string
  height: number
  width: number
  /** The largest magnitude of all: what gets full ink in the sheet. */
  max: number
  /** By channel: the value farthest from 0, and its row and column. */
  peaks: { value: number; at: [number, number] }[]
  /** Channels by the magnitude of their peaks, the largest first: tile i of the sheet shows the i-th. */
  order: number[]
  guesses: { name: string; probability: number }[]
}
