import { zeroLevel } from '../../attribution/attribute.ts'
import { classify } from '../../attribution/classify.ts'
import { explain } from '../../attribution/tokens/explain.ts'
import { FILLINGS, filled } from '../../attribution/tokens/fillings.ts'
import { fromMost, tenths } from '../../attribution/tokens/perturbation.ts'
import { mapOfOrder, removalCurve, type RemovalCurve } from '../../attribution/tokens/removalCurves.ts'
import { tokenStructure } from '../../attribution/tokens/structure.ts'
import { networkFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'
import { significant } from '../../vocabulary/digits.ts'
import type { Compute, Flop } from '../compute.ts'
import type { Readers } from '../readers.ts'
import type perturbation from './artifact.ts'
import type { PerturbationData, PerturbationRequest } from './artifact.ts'

export interface Computed {
  data: PerturbationData
  /** RGB in 0 … 255. */
  picture: Uint8Array
  /** In the order of `FILLINGS`. */
  fillings: Pixels[]
}

/** Steps of both curves of a filling, forward. */
const PASSES = 22

export const flop: Flop<typeof perturbation> = ({ tokenMethods }, table) =>
  PASSES * FILLINGS.length * tokenMethods.length * networkFlop(table)

export const compute: Compute<typeof perturbation, Computed> = async (model, requests, onStep, readers) => {
  const computed: Computed[] = []
  for (const [i, request] of requests.entries()) {
    computed.push(await perturbed(model, request, readers))
    onStep(i + 1, requests.length)
  }
  return computed
}

async function perturbed(model: Model, request: PerturbationRequest, readers: Readers): Promise<Computed> {
  const { index, tokenMethods: methods, mask, seed } = request
  const { height, width } = model.table.input
  const structure = tokenStructure(model.table)
  const [rows, columns] = structure.grid
  const unknown = mask.find((patch) => patch >= rows * columns)
  if (unknown !== undefined)
    throw new Error(`unknown patch: ${unknown} (${model.table.id} has patches 0 to ${rows * columns - 1})`)
  const picture = await readers.picture(request.image, height, width)
  const image = { height, width, values: Float32Array.from(picture, (value) => value / 255) }
  const fillings = FILLINGS.map((filling) => filled(image, filling, height / rows, zeroLevel(model), seed))
  const steps = tenths(rows * columns)

  async function ordered(map: ArrayLike<number>): Promise<PerturbationData['methods'][number]> {
    const curves: PerturbationData['methods'][number]['curves'] = {}
    for (const [i, filling] of FILLINGS.entries()) {
      const asked = { image, filling: fillings[i], index, map, steps }
      curves[filling] = {
        most: short(await removalCurve(model, structure, asked, 'most')),
        least: short(await removalCurve(model, structure, asked, 'least')),
      }
    }
    return { order: fromMost(map), empty: Array.from(map).every((value) => value === 0), curves }
  }

  const found = new Map<string, PerturbationData['methods'][number]>()
  for await (const { method, map } of explain(model, { image, classes: [index], methods, from: 0, seed }))
    found.set(method, await ordered(map))
  return {
    picture,
    fillings,
    data: {
      rows,
      columns,
      steps,
      guesses: await classify(model, image),
      methods: methods.map((method) => found.get(method)!),
      mask: mask.length > 0 ? await ordered(mapOfOrder(mask, rows * columns, seed)) : null,
    },
  }
}

const short = ({ probabilities, kept, area }: RemovalCurve): RemovalCurve => ({
  probabilities: probabilities.map((value) => significant(value, 4)),
  kept,
  area: significant(area, 4),
})
