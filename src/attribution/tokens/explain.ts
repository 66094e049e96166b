/** `explain(model, request)` → maps of what an answer came from, one after the other, the quick ones first. */
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'
import { randomized } from '../randomize.ts'
import { massInside } from '../massInside.ts'
import { propagatedRelevance, tokensGiven, type TokensGiven } from './tokenMethod.ts'
import { tokenMethodNamed } from './tokenMethods.ts'
import type { Outline } from '../cells.ts'
import { patchShares } from './patchShares.ts'
import type { LayerSum } from './propagate.ts'

export interface ExplainRequest {
  image: Pixels
  /** Indices of the classes. */
  classes: readonly number[]
  /** Where each of them is, for those of which it is known. */
  outlines?: readonly (Outline | undefined)[]
  /** By name. */
  methods: readonly string[]
  /** The first block that counts, from 0. */
  from: number
  /** Layers whose parameters are drawn anew first, as a sanity check. */
  random?: readonly string[]
  seed: number
}

export interface Explained {
  /** Its place in the list of classes. */
  at: number
  method: string
  /** One number a patch, row by row. */
  map: Float64Array
  /** The share of the positive mass where the class is; null where nothing is positive, absent where that is not known. */
  share?: number | null
  /** Only with `relevance`: its sum at every layer from the class down. */
  sums?: readonly LayerSum[]
}

/** Which methods wait for the propagation of relevance. */
const SLOW = ['relevance', 'partialLrp']

/** @throws Error for a network that is no transformer, or a class, block or method that there is not */
export async function* explain(model: Model, request: ExplainRequest): AsyncGenerator<Explained, void, void> {
  const { image, classes, methods, from, seed, outlines = [], random = [] } = request
  const explained = random.length > 0 ? randomized(model, random, seed) : model
  try {
    const givens = classes.map((index) => tokensGiven(explained, image, index, { from, seed }))
    const inOrder = [...methods].sort((a, b) => Number(SLOW.includes(a)) - Number(SLOW.includes(b)))
    for (const method of inOrder)
      for (const [at, given] of givens.entries()) yield await mapOf(given, at, method, outlines[at])
  } finally {
    if (explained !== model) explained.dispose()
  }
}

async function mapOf(given: TokensGiven, at: number, method: string, outline?: Outline): Promise<Explained> {
  const [height, width] = given.structure.grid
  const map = await tokenMethodNamed(method).map(given)
  const inside = outline && patchShares(outline, [height, width])
  return {
    at,
    method,
    map,
    ...(inside && { share: massInside({ height, width, values: Float32Array.from(map) }, inside) }),
    ...(method === 'relevance' && { sums: propagatedRelevance(given).sums }),
  }
}
