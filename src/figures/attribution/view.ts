/** What the widget shows, the same from the artifact as from the worker. */
import type { AttributionData } from '../../artifacts/attribution/artifact.ts'
import type { AttributionFrame } from '../../attribution/attribute.ts'
import type { Guess } from '../../attribution/classify.ts'
import type { Completeness } from '../../attribution/method.ts'
import type { Relevance } from '../../attribution/relevance.ts'
import type { SanityFrame } from '../../attribution/sanityCheck.ts'
import type { Pixels } from '../../model/pixels.ts'

/** What a reader can change that the maps depend on. */
export interface Asked {
  picture: string
  against: string
  grid: number
  index: number
  layer: string
  random: number
}

/** One method's map, and what judges it. */
export interface MethodView {
  /** Absent while it is the artifact's. */
  map?: Relevance
  /** The magnitude that gets full colour; 0 where the map is empty. */
  peak: number
  /** It is of what was asked before, and waits for its turn. */
  older?: boolean
  /** While it is being refined. */
  refining?: { pass: number; passes: number }
  /** The share of the positive mass in the right cells; null where nothing is positive. */
  share?: number | null
  completeness?: Completeness
  /** Rank correlation with the trained network's map, where layers are drawn anew; null where one of the two is empty. */
  similarity?: number | null
}

/** Rank correlations by how many layers are drawn anew, the first, for none, 1; undefined while not known, null where a map is empty. */
export type Curve = readonly (number | null | undefined)[]

export interface View {
  /** By the method's name, in the order shown. */
  maps: Readonly<Record<string, MethodView>>
  curves: Readonly<Record<string, Curve>>
  guesses: readonly Guess[]
  /** The share of the picture that shows the class. */
  chance?: number | undefined
  /** Layers that can be drawn anew, from the classes down. */
  layers: readonly string[]
  /** The reader's picture, in words. */
  caption: string
  /** What the maps are of, once they are made here. */
  cells?: readonly Pixels[]
}

export const curvesOf = ({ sanity }: AttributionData): View['curves'] =>
  Object.fromEntries(sanity.map(({ method, rank }) => [method, [1, ...rank]]))

export const viewOf = (data: AttributionData, caption: string): View => ({
  maps: Object.fromEntries(data.maps.map(({ method, ...map }) => [method, map])),
  curves: curvesOf(data),
  guesses: data.guesses,
  chance: data.chance,
  layers: data.layers,
  caption,
})

/** The view with maps that are all of what was asked before. */
export const aged = (view: View): View['maps'] =>
  Object.fromEntries(Object.entries(view.maps).map(([method, map]) => [method, { ...map, older: true }]))

export function withMap(view: View, frame: AttributionFrame): View {
  const { method, map, peak, share, chance, completeness, pass, passes, last } = frame
  const shown: MethodView = {
    map,
    peak,
    ...(share !== undefined && { share }),
    ...(completeness && { completeness }),
    ...(!last && { refining: { pass, passes } }),
  }
  return { ...view, chance, maps: { ...view.maps, [method]: shown } }
}

/** @param random how many layers are drawn anew in the maps that are shown */
export function withSanity(view: View, { depth, method, map, peak, similarity }: SanityFrame, random: number): View {
  const curve = Object.assign([1, ...(view.curves[method]?.slice(1) ?? [])], { [depth]: similarity.rank })
  const shown: MethodView = { map, peak, similarity: similarity.rank }
  return {
    ...view,
    curves: { ...view.curves, [method]: curve },
    ...(depth === random && { maps: { ...view.maps, [method]: shown } }),
  }
}

/** How many layers are drawn anew in what is not known yet of the curves. */
export const unknownDepths = ({ curves, maps, layers }: View): number[] =>
  layers
    .map((_, i) => i + 1)
    .filter((depth) => Object.keys(maps).some((method) => curves[method]?.[depth] === undefined))

/** The share of the maps' passes that is done. */
export function doneOf({ maps }: View): number {
  const each = Object.values(maps).map(({ older, refining }) =>
    older ? 0 : refining ? refining.pass / refining.passes : 1,
  )
  return each.reduce((sum, share) => sum + share, 0) / each.length
}
