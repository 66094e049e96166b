/** The facets of a unit, from the stimuli that excite it most. */
import type { Model } from '../../model/model.ts'
import type { Example } from '../responses/exampleSummary.ts'
import { channelContributions } from '../graph/channelContributions.ts'
import { clusterDirections, sumOf } from './facets.ts'
import { logitEffects } from '../graph/logitEffects.ts'
import { SEARCHED } from '../../vocabulary/seededStimuli.ts'

/** Units of the layer below, and classes to each side, that are named. */
const INPUTS = 4
const CLASSES = 3
/** Stimuli of a facet that its effect on the logits is a mean over. */
const EFFECTS = 12

export interface Facet {
  /** Stimuli that show it. */
  count: number
  /** Units of the layer below by the share of the sum of positive contributions, the largest first. */
  inputs: { channel: number; share: number }[]
  /** What the unit adds to the logits on these stimuli, in the mean: the most, then the least. */
  most: Effect[]
  least: Effect[]
}

export interface Effect {
  /** The class. */
  name: string
  effect: number
}

export interface Apart {
  groups: number[]
  separation: number
  facets: Facet[]
  /** Mean contributions of each facet's stimuli, one number per channel of the layer below. */
  centres: Float32Array[]
}

/**
 * @param examples the strongest first
 * @param families that the stimuli were searched among, by name
 * @param facets how many; absent, as many as are separated best
 * @param one whether all are to be taken as one facet after all, where they are not separated better than by chance
 */
export async function takeApart(
  model: Model,
  unit: string,
  seed: number,
  examples: readonly Example[],
  {
    facets,
    one,
    families = SEARCHED,
  }: { facets?: number; one?: (separation: number) => boolean; families?: readonly string[] } = {},
): Promise<Apart> {
  const indices = examples.map(({ index }) => index)
  const vectors = await channelContributions(model, unit, seed, indices, families)
  const found = clusterDirections(vectors, { seed, ...(facets && { facets }) })
  const whole = facets === 1 || (one?.(found.separation) ?? false)
  const groups = whole ? indices.map(() => 0) : found.groups
  const count = whole ? 1 : found.facets
  const made: Facet[] = []
  const centres: Float32Array[] = []
  for (let facet = 0; facet < count; facet++) {
    const own = indices.filter((_, i) => groups[i] === facet)
    const sum = sumOf(vectors.filter((_, i) => groups[i] === facet))
    centres.push(sum.map((each) => each / own.length))
    const effects = await logitEffects(model, unit, seed, own.slice(0, EFFECTS), families)
    const mean = sumOf(effects).map((each) => each / effects.length)
    const byEffect = [...mean.keys()].sort((a, b) => mean[b] - mean[a] || a - b)
    const effect = (index: number) => ({
      name: model.table.classes[index] ?? `class ${index}`,
      effect: mean[index],
    })
    made.push({
      count: own.length,
      inputs: inputsOf(sum),
      most: byEffect.slice(0, CLASSES).map(effect),
      least: byEffect.slice(-CLASSES).reverse().map(effect),
    })
  }
  return { groups, separation: found.separation, facets: made, centres }
}

function inputsOf(sum: Float32Array): Facet['inputs'] {
  const positive = sum.reduce((total, each) => total + Math.max(0, each), 0)
  return [...sum.keys()]
    .sort((a, b) => sum[b] - sum[a] || a - b)
    .slice(0, INPUTS)
    .filter((channel) => sum[channel] > 0)
    .map((channel) => ({ channel, share: sum[channel] / positive }))
}
