/** The figure's state as text: what an address may ask for. */
import type { ConvolutionInfo } from '../convolutions.ts'
import { parseUnitState } from './chosenUnit.ts'
import type { AnatomyState } from './request.ts'

type Ranges = Readonly<Record<'angle' | 'curvature' | 'x' | 'y', readonly [number, number]>>

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
