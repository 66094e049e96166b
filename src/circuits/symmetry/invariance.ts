/**
 * Two mirrored chains of units and the unit that joins them, measured on heads: what each prefers, what
 * the weights between them are, and what a search for such circuits finds by chance.
 */
import { extents } from '../../model/geometry.ts'
import { INPUT, layerNamed, parameterName, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import type { Rng } from '../../vocabulary/rng.ts'
import { formatUnit } from '../../vocabulary/unit.ts'
import { parseUnit } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import type { HeadSample } from './mirroredHeads.ts'
import { stimulusMeans } from '../responses/meanResponses.ts'
import { driveOf, layerSides, type Chains, type Drives, type Layers } from '../graph/unionCircuits.ts'
import { isConvolution } from '../../model/ops/conv.ts'
import { unpooled } from '../../model/unpooled.ts'

/** Units as in `conv5/70`: two chains from the lower to the upper unit, and the unit that joins them. */
export interface ChainUnits {
  left: readonly [string, string]
  right: readonly [string, string]
  union: string
}

export interface ChainLayers {
  lower: string
  upper: string
  union: string
}

/**
 * The layers and channels of the units.
 * @throws Error where the units are not of three layers, each feeding the next
 */
export function chainsOf(
  table: LayerTable,
  { left, right, union }: ChainUnits,
): { layers: ChainLayers; chains: Chains } {
  const [a, b] = left.map((unit) => parseUnit(unit, table)) as [Unit, Unit]
  const [c, d] = right.map((unit) => parseUnit(unit, table)) as [Unit, Unit]
  const e = parseUnit(union, table)
  const layers = { lower: a.layer, upper: b.layer, union: e.layer }
  for (const [one, other] of [
    [a, c],
    [b, d],
  ] as const)
    if (one.layer !== other.layer)
      throw new Error(
        `chains of different layers: ${formatUnit(one)} and ${formatUnit(other)} (the units of a step are of one layer)`,
      )
  for (const [from, to] of [
    [layers.lower, layers.upper],
    [layers.upper, layers.union],
  ] as const)
    if (featuresInto(table, to) !== from)
      throw new Error(`no weights from ${from} to ${to}: each step of a chain leads to the next convolution`)
  return {
    layers,
    chains: {
      lower: { left: a.channel, right: c.channel },
      upper: { left: b.channel, right: d.channel },
      union: e.channel,
    },
  }
}

type Unit = ReturnType<typeof parseUnit>

/** The layer whose units a convolution's input channels are, pooling followed back; null where there is none. */
function featuresInto(table: LayerTable, name: string): string | null {
  const layer = layerNamed(table, preactivation(name, table))
  if (!isConvolution(layer)) return null
  const below = unpooled(table, layer.inputs[0])
  return below === INPUT ? null : below
}

/** How every channel of the three layers responds to heads, on average over its positions. */
export async function sidesOfLayers(model: Model, layers: ChainLayers, heads: readonly HeadSample[]): Promise<Layers> {
  const sizes = extents(model.table)
  const units = ([layers.lower, layers.upper, layers.union] as const).map((layer) =>
    Array.from({ length: sizes.get(layer)!.channels }, (_, channel) => `${layer}/${channel}`),
  )
  const samples = heads.map((each) => ({ ...each }))
  const responses = await stimulusMeans(model, { units: units.flat(), family: 'head', samples })
  const poses = heads.map(({ pose }) => pose)
  let first = 0
  const [lower, upper, union] = units.map(({ length }) => {
    first += length
    return layerSides(responses.slice(first - length, first), poses)
  })
  return { lower: lower, upper: upper, union: union }
}

export const drivesOf = (model: Model, { upper, union }: ChainLayers): Drives => ({
  toUpper: driveOf(model, upper),
  toUnion: driveOf(model, union),
})

/** The same with the weights of each layer in another order: what connections are by chance. */
export function shuffledDrives(model: Model, { upper, union }: ChainLayers, rng: Rng): Drives {
  const drive = (layer: string) => {
    const { data } = model.stored.get(`${parameterName(layer)}/kernel`)!
    const weights = Float32Array.from(data)
    for (let i = weights.length - 1; i > 0; i--) {
      const j = rng.integer(0, i)
      ;[weights[i], weights[j]] = [weights[j], weights[i]]
    }
    return driveOf(model, layer, weights)
  }
  return { toUpper: drive(upper), toUnion: drive(union) }
}
