/**
 * `compareNetworks(model, scenes, request)` → how often the network and edited ones are right on the same
 * pictures, an async generator: one frame for each scene, so that a reader sees it come and can break it off.
 */
import type { Model } from '../../model/model.ts'
import { createRng } from '../../vocabulary/rng.ts'
import type { Edit } from '../../vocabulary/edit.ts'
import { editedModel } from './editedModel.ts'
import { evaluationSet, type Scene } from './evaluationSet.ts'
import { pairedDifference, type PairedDifference } from './pairedDifference.ts'
import { ranks } from '../responses/ranks.ts'
import { longerSide } from '../../vocabulary/layerTable.ts'

/** Views of each scene. */
export const VIEWS = 10

export interface ComparisonRequest {
  /** One list for each network that is compared with the one without edits. */
  edits: readonly (readonly Edit[])[]
  seed: number
  /** Ranks of the network without edits on all pictures, as an earlier comparison of the same seed found them. */
  known?: readonly number[]
}

/** What one edited network does differently from the one without edits. */
export interface Comparison {
  /** The first guess is right. */
  top1: PairedDifference
  /** One of the first five guesses is right. */
  top5: PairedDifference
}

export interface Compared {
  /** Scenes so far, and in all. */
  done: number
  scenes: number
  /** Ranks of the network without edits, by picture. */
  before: number[]
  /** In the order of the request. */
  comparisons: Comparison[]
}

/** @throws Error where an edit is wrong, or the network has no classes */
export async function* compareNetworks(
  model: Model,
  scenes: readonly Scene[],
  { edits, seed, known }: ComparisonRequest,
): AsyncGenerator<Compared, void, void> {
  const networks: Model[] = []
  try {
    for (const each of edits) networks.push(editedModel(model, each))
    const before: number[] = []
    const after: number[][] = networks.map(() => [])
    const places: string[] = []
    const options = { views: VIEWS, size: longerSide(model.table.input), seed }
    for (const [i, scene] of scenes.entries()) {
      const set = evaluationSet([scene], options)
      const from = before.length
      before.push(...(known?.slice(from, from + VIEWS) ?? (await ranks(model, set))))
      places.push(...set.scenes)
      for (const [n, network] of networks.entries()) after[n].push(...(await ranks(network, set)))
      const compared = (within: number) => (list: readonly number[]) =>
        pairedDifference(
          before.map((rank) => rank < within),
          list.map((rank) => rank < within),
          createRng(seed, 'difference', within),
          places,
        )
      const [top1, top5] = [compared(1), compared(5)]
      yield {
        done: i + 1,
        scenes: scenes.length,
        before: [...before],
        comparisons: after.map((list) => ({ top1: top1(list), top5: top5(list) })),
      }
    }
  } finally {
    for (const network of networks) network.dispose()
  }
}
