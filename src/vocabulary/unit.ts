/**
 * References to units as authors write them: `conv4/17` (after the ReLU), `conv4.pre/17` (the
 * preactivation), `conv4/17@8,8` (one position, row then column).
 */
import type { Extent } from './extent.ts'

export interface Unit {
  layer: string
  channel: number
  /** Row and column; absent where the reference names none. */
  at?: [number, number]
}

/** Which units there are: a `Network`, or what is read off a layer table. */
export interface Units {
  id: string
  layers: readonly (Extent & { name: string })[]
}

const PATTERN = /^([A-Za-z][\w.-]*)\/(\d+)(?:@(\d+),(\d+))?$/

/**
 * Parses and checks a reference to a unit.
 * @throws Error with the reference and what was allowed
 */
export function parseUnit(reference: string, units: Units): Unit {
  const match = PATTERN.exec(reference)
  if (!match)
    throw new Error(`invalid unit: ${reference} (write layer/channel or layer/channel@row,column, as in conv4/17)`)
  const layer = match[1]
  const extent = units.layers.find(({ name }) => name === layer)
  if (!extent) throw unknownLayer(layer, units)
  const channel = Number(match[2])
  if (channel >= extent.channels)
    throw new Error(`unknown unit: ${reference} (${layer} has units 0 to ${extent.channels - 1})`)
  if (match[3] === undefined) return { layer, channel }
  const at: [number, number] = [Number(match[3]), Number(match[4])]
  if (at[0] >= extent.height || at[1] >= extent.width)
    throw new Error(
      `unknown position: ${reference} (${layer} has rows 0 to ${extent.height - 1}, columns 0 to ${extent.width - 1})`,
    )
  return { layer, channel, at }
}

export const formatUnit = ({ layer, channel, at }: Unit): string =>
  `${layer}/${channel}${at ? `@${at[0]},${at[1]}` : ''}`

/** Says which layers there are. */
export const unknownLayer = (name: string, { id, layers }: { id: string; layers: readonly { name: string }[] }) =>
  new Error(`unknown layer: ${name} (${id} has ${layers.map((each) => each.name).join(', ')})`)

/** The layer whose values are the preactivations of `layer`: `conv4` → `conv4.pre`; itself where there is none. */
export const preactivation = (layer: string, { layers }: { layers: readonly { name: string }[] }): string =>
  layers.some(({ name }) => name === `${layer}.pre`) ? `${layer}.pre` : layer
