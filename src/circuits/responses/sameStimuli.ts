/**
 * Stimuli of every kind that any network can be shown: laid out in a field of 64 pixels and drawn at the
 * network's own size, so that two networks of different inputs see the same pictures.
 */
import { extents } from '../../model/geometry.ts'
import type { Model } from '../../model/model.ts'
import { createRng } from '../../vocabulary/rng.ts'
import { familyNamed } from '../../stimuli/families.ts'
import { draw } from '../../stimuli/family.ts'
import type { Colour } from '../../vocabulary/stimulus.ts'
import { SEARCHED, turnOf } from '../../vocabulary/seededStimuli.ts'
import { meanResponses } from './meanResponses.ts'

/** Edge of the field, in the pixels that the families' parameters are in. */
export const FIELD = 64
/** Pictures in one pass. */
const CHUNK = 32

export interface Stimulus {
  family: string
  sample: Record<string, number | Colour>
}

/** The families in turn, each of their own parameters anywhere in its range; two colours, either the brighter. */
export function seededStimuli(count: number, seed: number, families = SEARCHED): Stimulus[] {
  return Array.from({ length: count }, (_, index) => {
    const { family, number } = turnOf(index, families)
    const rng = createRng(seed, 'same stimuli', family, number)
    const sample: Stimulus['sample'] = {}
    for (const [name, { range, whole }] of Object.entries(familyNamed(family).parameters)) {
      const [low, high] = range
      sample[name] = whole ? rng.integer(low, high) : low + (high - low) * rng.uniform()
    }
    const colour = (from: number): Colour => [
      from + 0.4 * rng.uniform(),
      from + 0.4 * rng.uniform(),
      from + 0.4 * rng.uniform(),
    ]
    const [dark, light] = [colour(0), colour(0.6)]
    const [figure, ground] = rng.uniform() < 0.5 ? [dark, light] : [light, dark]
    // Of families that are painted in a hue in place of two colours.
    const hue = 360 * rng.uniform()
    return { family, sample: { ...sample, figure, ground, hue } }
  })
}

export interface SameStimuliArguments {
  units: readonly string[]
  stimuli: readonly Stimulus[]
}

/** Mean response of each unit over all positions: one list per unit, one value per stimulus. */
export async function sameStimuliMeans(
  model: Model,
  { units, stimuli }: SameStimuliArguments,
): Promise<Float32Array[]> {
  const { height, width } = model.table.input
  // The field lies across the shorter side.
  const pixel = FIELD / Math.min(height, width)
  const [top, left] = [((1 - height) / 2) * pixel, ((1 - width) / 2) * pixel]
  const respond = meanResponses(model, units)
  const found = units.map(() => new Float32Array(stimuli.length))
  for (const family of new Set(stimuli.map((each) => each.family))) {
    const all = [...stimuli.keys()].filter((index) => stimuli[index].family === family)
    for (let start = 0; start < all.length; start += CHUNK) {
      const some = all.slice(start, start + CHUNK)
      const samples = some.map((index) => stimuli[index].sample as Record<string, number>)
      const images = draw(familyNamed(family), samples, { height, width, pixel, top, left })
      const values = await respond(images)
      images.dispose()
      values.forEach((each, unit) => some.forEach((index, i) => (found[unit][index] = each[i]!)))
    }
  }
  return found
}

/** Every channel of a layer. */
export const layerMeans = (model: Model, layer: string, stimuli: readonly Stimulus[]): Promise<Float32Array[]> => {
  const { channels } = extents(model.table).get(layer)!
  const units = Array.from({ length: channels }, (_, channel) => `${layer}/${channel}`)
  return sameStimuliMeans(model, { units, stimuli })
}
