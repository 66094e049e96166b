import type { ConvolutionInfo } from '../convolutions.ts'

export interface ChosenUnit {
  layer: ConvolutionInfo
  channel: number
  /** Row and column. */
  at: [number, number]
}

/** `conv4/39@8,8`; undefined where there is no such unit. */
export function parseUnitState(text: string, layers: readonly ConvolutionInfo[]): ChosenUnit | undefined {
  const match = /^([\w.-]+)\/(\d+)@(\d+),(\d+)$/.exec(text)
  const layer = layers.find(({ name }) => name === match?.[1])
  if (!match || !layer) return undefined
  const [channel, y, x] = match.slice(2).map(Number) as [number, number, number]
  if (channel >= layer.channels || y >= layer.height || x >= layer.width) return undefined
  return { layer, channel, at: [y, x] }
}
