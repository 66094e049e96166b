/** What a network still says as patches go, in the order of methods and in that of a reader; and what stands in their place. */
import { zeroLevel } from '../../attribution/attribute.ts'
import { classify as classifyPicture } from '../../attribution/classify.ts'
import { explain } from '../../attribution/tokens/explain.ts'
import { filled } from '../../attribution/tokens/fillings.ts'
import { areaUnder, fromMost, tenths } from '../../attribution/tokens/perturbation.ts'
import {
  mapOfOrder,
  removalCurve,
  type RemovalCurve,
  type RemovalRequest,
} from '../../attribution/tokens/removalCurves.ts'
import { tokenStructure, type TokenStructure } from '../../attribution/tokens/structure.ts'
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'
import type { Filling } from '../../vocabulary/filling.ts'
import type { Ordered } from './view.ts'

export const classify = (model: Model, { image }: { image: Pixels }) => classifyPicture(model, image)

interface Asked {
  image: Pixels
  filling: Filling
  seed: number
}

/** What stands where a patch was: RGB in [0, 1], of the picture's size. */
export const fillingOf = (model: Model, { image, filling, seed }: Asked): Promise<Pixels> =>
  Promise.resolve(filled(image, filling, image.height / tokenStructure(model.table).grid[0], zeroLevel(model), seed))

/** Of each method in turn, by name, the quick ones first; each is whole once it has both ways. */
export async function* byMethods(
  model: Model,
  given: Asked & { index: number; methods: readonly string[] },
): AsyncGenerator<{ method: string; ordered: Ordered }, void, void> {
  const { image, index, methods, seed } = given
  for await (const { method, map } of explain(model, { image, classes: [index], methods, from: 0, seed }))
    for await (const ordered of curvesOf(model, given, map)) yield { method, ordered }
}

/** In the order in which a reader painted patches, the others at random after them: the order, then the one way, then both. */
export async function* inOrder(
  model: Model,
  given: Asked & { index: number; order: readonly number[] },
): AsyncGenerator<Ordered, void, void> {
  const [rows, columns] = tokenStructure(model.table).grid
  yield* curvesOf(model, given, mapOfOrder(given.order, rows * columns, given.seed))
}

async function* curvesOf(
  model: Model,
  given: Asked & { index: number },
  map: ArrayLike<number>,
): AsyncGenerator<Ordered, void, void> {
  const { image, index } = given
  const structure = tokenStructure(model.table)
  const filling = await fillingOf(model, given)
  const asked = { image, filling, index, map, steps: tenths(structure.grid[0] * structure.grid[1]) }
  const begun: Ordered = { order: fromMost(map), empty: Array.from(map).every((value) => value === 0) }
  yield begun
  const most = yield* inParts(model, structure, asked, 'most', begun)
  yield { ...begun, most }
  yield { ...begun, most, least: yield* inParts(model, structure, asked, 'least', { ...begun, most }) }
}

/** Pictures that are computed at a time: what a reader asks for meanwhile comes between two parts. */
const PART = 4

/** @param so what is known while it is computed */
async function* inParts(
  model: Model,
  structure: TokenStructure,
  asked: RemovalRequest,
  way: 'most' | 'least',
  so: Ordered,
): AsyncGenerator<Ordered, RemovalCurve, void> {
  const { steps } = asked
  const parts: RemovalCurve[] = []
  for (let from = 1; from < steps.length; from += PART) {
    if (from > 1) yield so
    // The whole picture is part of each: what is kept is told by it.
    const part = { ...asked, steps: [steps[0]!, ...steps.slice(from, from + PART)] }
    parts.push(await removalCurve(model, structure, part, way))
  }
  const probabilities = [
    ...parts[0]!.probabilities.slice(0, 1),
    ...parts.flatMap((part) => part.probabilities.slice(1)),
  ]
  const kept = [true, ...parts.flatMap((part) => part.kept.slice(1))]
  return { probabilities, kept, area: areaUnder(steps, probabilities) }
}
