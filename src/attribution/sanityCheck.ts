/**
 * The parameter randomization test (Adebayo et al. 2018, arXiv 1810.03292): maps of networks whose layers
 * are drawn anew from the top, compared with the map of the trained one.
 */
import type { Model } from '../model/model.ts'
import { attribute, type AttributionRequest } from './attribute.ts'
import { layersFromTop, randomized } from './randomize.ts'
import { peak, type Relevance } from './relevance.ts'
import { rankCorrelation, structuralSimilarity } from './similarity.ts'

export interface Similarity {
  /** Spearman's rank correlation of the maps' magnitudes; null where one of them is empty, and tells nothing. */
  rank: number | null
  /** Structural similarity of the maps' magnitudes. */
  structure: number
}

export interface SanityFrame {
  /** How many layers, from the top, are drawn anew. */
  depth: number
  method: string
  map: Relevance
  /** The magnitude that gets full colour. */
  peak: number
  similarity: Similarity
}

/** Likeness of two maps' magnitudes, since a method that only turns its sign has still noticed nothing about places. */
export function similarityOf(a: Relevance, b: Relevance): Similarity {
  return {
    rank: rankCorrelation(a.values.map(Math.abs), b.values.map(Math.abs)),
    structure: structuralSimilarity(a, b),
  }
}

/**
 * For each depth asked for, in that order, the last map of every method; all by the quick settings, the
 * trained network's as well.
 */
export async function* sanityCheck(
  model: Model,
  request: AttributionRequest & { depths?: readonly number[] },
): AsyncGenerator<SanityFrame, void, void> {
  const layers = layersFromTop(model.table)
  const depths = request.depths ?? layers.map((_, i) => i + 1)
  const wrong = depths.find((d) => !Number.isInteger(d) || d < 0 || d > layers.length)
  if (wrong !== undefined) throw new Error(`${wrong} layers to randomize (allowed: 0 to ${layers.length})`)
  const mapBy = async (network: Model, method: string): Promise<Relevance> => {
    let last: Relevance | undefined
    for await (const { map } of attribute(network, { ...request, methods: [method], quick: true })) last = map
    return last!
  }
  const trained = new Map<string, Relevance>()
  for (const depth of depths) {
    const shaken = randomized(model, layers.slice(0, depth), request.seed)
    try {
      for (const method of request.methods) {
        const before = trained.get(method) ?? (await mapBy(model, method))
        trained.set(method, before)
        const map = await mapBy(shaken, method)
        yield { depth, method, map, peak: peak(map), similarity: similarityOf(before, map) }
      }
    } finally {
      shaken.dispose()
    }
  }
}
