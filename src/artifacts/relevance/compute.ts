import { classify } from '../../attribution/classify.ts'
import { explain, type Explained } from '../../attribution/tokens/explain.ts'
import { tokenStructure } from '../../attribution/tokens/structure.ts'
import { wholeSums } from '../../attribution/tokens/wholeSums.ts'
import { networkFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import { significant } from '../../vocabulary/digits.ts'
import type { Compute, Flop } from '../compute.ts'
import type { Readers } from '../readers.ts'
import type relevance from './artifact.ts'
import type { RelevanceData, RelevanceRequest } from './artifact.ts'

export interface Computed {
  data: RelevanceData
  /** RGB in 0 … 255. */
  picture: Uint8Array
}

/** Passes through the whole network for each class: forward and back, and relevance in double precision. */
const PASSES = 10

export const flop: Flop<typeof relevance> = ({ classes }, table) => PASSES * classes.length * networkFlop(table)

export const compute: Compute<typeof relevance, Computed> = async (model, requests, onStep, readers) => {
  const computed: Computed[] = []
  for (const [i, request] of requests.entries()) {
    computed.push(await explained(model, request, readers))
    onStep(i + 1, requests.length)
  }
  return computed
}

async function explained(model: Model, request: RelevanceRequest, readers: Readers): Promise<Computed> {
  const { table } = model
  const { height, width } = table.input
  const picture = await readers.picture(request.image, height, width)
  const image = { height, width, values: Float32Array.from(picture, (value) => value / 255) }
  const mask = await readers.mask(request.image)
  const outlines = request.classes.map((index) => {
    const at = mask?.classes.indexOf(table.classes[index]) ?? -1
    return mask && at >= 0 ? { size: mask.size, levels: mask.levels, level: at + 1 } : undefined
  })
  const found: Explained[] = []
  const { classes, from, seed, tokenMethods: methods } = request
  for await (const each of explain(model, { image, classes, outlines, methods, from, seed })) found.push(each)
  const of = (at: number, method: string) => found.find((each) => each.at === at && each.method === method)!
  const [rows, columns] = tokenStructure(table).grid
  return {
    picture,
    data: {
      rows,
      columns,
      guesses: await classify(model, image),
      maps: classes.map((_, at) =>
        methods.map((method) => {
          const { map, share } = of(at, method)
          return {
            values: Array.from(map, (value) => significant(value, 4)),
            ...(share !== undefined && { share: share === null ? null : significant(share, 4) }),
          }
        }),
      ),
      sums: classes.map((_, at) =>
        wholeSums(table, of(at, methods.includes('relevance') ? 'relevance' : methods[0]).sums ?? []).map(
          ({ layer, sum, magnitude }) => ({ layer, sum: significant(sum, 6), magnitude: significant(magnitude, 4) }),
        ),
      ),
    },
  }
}
