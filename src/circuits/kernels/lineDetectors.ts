/** The units of a layer that respond to lines of one direction: what a curve can be built from. */
import { extents } from '../../model/geometry.ts'
import type { Model } from '../../model/model.ts'
import line from '../../stimuli/families/line.ts'
import { tuning } from '../responses/tuning.ts'

export interface LineDetector {
  channel: number
  /** Degrees from 0 to 180, counter-clockwise: the mean direction of the lines it responds to. */
  angle: number
  /** Length of the mean of its responses as vectors at twice the angle, over their sum: 0 for none, 1 for a single direction (Batschelet 1981, Circular Statistics in Biology). */
  selectivity: number
  /** The largest response to a line through the centre of its field. */
  peak: number
}

const DIRECTIONS = 24

/** Those that are at least so selective, by direction. */
export async function lineDetectors(model: Model, layer: string, least: number): Promise<LineDetector[]> {
  const channels = extents(model.table).get(layer)!.channels
  const units = Array.from({ length: channels }, (_, channel) => `${layer}/${channel}`)
  const angles = Array.from({ length: DIRECTIONS }, (_, i) => (180 * i) / DIRECTIONS)
  const responses = await tuning(model, units)(
    line,
    angles.map((angle) => ({ angle })),
  )
  return responses
    .map((values, channel) => {
      let [x, y, sum, peak] = [0, 0, 0, 0]
      angles.forEach((angle, i) => {
        const value = Math.max(0, values[i])
        const turn = (2 * angle * Math.PI) / 180
        x += value * Math.cos(turn)
        y += value * Math.sin(turn)
        sum += value
        peak = Math.max(peak, value)
      })
      const angle = ((Math.atan2(y, x) * 180) / Math.PI / 2 + 180) % 180
      return { channel, angle, selectivity: sum && Math.hypot(x, y) / sum, peak }
    })
    .filter(({ selectivity }) => selectivity >= least)
    .sort((a, b) => a.angle - b.angle)
}
