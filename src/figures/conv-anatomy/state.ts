/** The figure's state as text: what an address may ask for. */
import type { ConvolutionInfo } from '../convolutions.ts'
import type { AnatomyState } from './request.ts'

type Ranges = Readonly<Record<'angle' | 'curvature' | 'x' | 'y', readonly [number, number]>>

export interface ChosenUnit {
  layer: ConvolutionInfo
  channel: number
  /** Row and column. */
  at: [number, number]
}

/** `conv4/39@8,8`; undefined where there is no such unit. */
export function parseUnitState(
  text: string,
  layers: readonly ConvolutionInfo[],
): ChosenUnit | undefined {
  const match = /^([\w.-]+)\/(\d+)@(\d+),(\d+)$/.exec(text)
  const layer = layers.find(({ name }) => name === match?.[1])
  if (!match || !layer) return undefined
  const [channel, y, x] = match.slice(2).map(Number) as [number, number, number]
  if (channel >= layer.channels || y >= layer.height || x >= layer.width) return undefined
  return { layer, channel, at: [y, x] }
}

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: AnatomyState,
  ranges: Ranges,
  layers: readonly ConvolutionInfo[],
): AnatomyState {
  const number = (name: keyof Ranges) => {
    const text = asked.get(name)
    const value = text === undefined || text.trim() === '' ? NaN : Number(text)
    return value >= ranges[name][0] && value <= ranges[name][1] ? value : initial[name]
  }
  const unit = asked.get('unit')
  return {
    unit: unit !== undefined && parseUnitState(unit, layers) ? unit : initial.unit,
    angle: number('angle'),
    curvature: number('curvature'),
    x: number('x'),
    y: number('y'),
  }
}
