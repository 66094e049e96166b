/** What the widget shows, the same from the artifact as from the worker. */
import type { PerturbationData } from '../../artifacts/perturbation/artifact.ts'
import type { Pixels } from '../../model/pixels.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import type { Filling } from '../../vocabulary/filling.ts'

/** What a reader can change, beside the picture. */
export interface Asked {
  index: number
  filling: Filling
  /** In steps. */
  removed: number
}

/** `most`: removed from the most relevant patch down, where lower is better; `least`: the other way around. */
export type Way = 'most' | 'least'
export const WAYS = ['most', 'least'] as const

export interface Curve {
  /** The class's probability at each step. */
  probabilities: ArrayLike<number>
  /** Whether the class that the whole picture got is still the first. */
  kept: readonly boolean[]
  /** The mean height of the probabilities, 0 to 1. */
  area: number
}

/** Patches in an order, and what the network says as they go. */
export interface Ordered {
  /** The most relevant first. */
  order: readonly number[]
  /** Whether the map that it comes from is 0 everywhere, so that it says nothing. */
  empty: boolean
  most?: Curve
  least?: Curve
  /** Of what was asked before. */
  older?: boolean
}

export interface View {
  rows: number
  columns: number
  /** How many patches are gone, step by step. */
  steps: readonly number[]
  guesses: PerturbationData['guesses']
  /** By method. */
  methods: Record<string, Ordered>
  /** In the order in which the reader painted. */
  own?: Ordered
  /** The picture, where it was chosen here, and what stands in place of its patches. */
  picture?: Pixels
  fill?: Pixels
  caption: string
}

type Made = PerturbationData['methods'][number]

/** What was made ahead of time, with one filling. */
export const orderedOf = ({ order, empty, curves }: Made, filling: Filling): Ordered => ({
  order,
  empty,
  ...curves[filling],
})

export function viewOf(data: PerturbationData, names: readonly string[], filling: Filling, caption: string): View {
  const { rows, columns, steps, guesses, methods, mask } = data
  return {
    rows,
    columns,
    steps,
    guesses,
    methods: Object.fromEntries(names.map((name, i) => [name, orderedOf(methods[i]!, filling)])),
    ...(mask && { own: orderedOf(mask, filling) }),
    caption,
  }
}

const agedOne = (ordered: Ordered): Ordered => ({ ...ordered, older: true })

/** Every curve marked as being of what was asked before. */
export const aged = (view: View): View => ({
  ...view,
  methods: Object.fromEntries(Object.entries(view.methods).map(([name, each]) => [name, agedOne(each)])),
  ...(view.own && { own: agedOne(view.own) }),
})

export const withMethod = (view: View, method: string, ordered: Ordered): View => ({
  ...view,
  methods: { ...view.methods, [method]: ordered },
})

/** The reader's own taken from a view, or put in it. */
export const withOwn = ({ own: _, ...view }: View, own: Ordered | undefined): View => (own ? { ...view, own } : view)

/** The reader's own, partly computed: a curve of the order before stands in for one that is to come, and all is marked. */
export const refining = (ordered: Ordered, before: Ordered | undefined): Ordered => ({
  ...before,
  ...ordered,
  older: !ordered.least,
})

/** The share of curves that are of what is asked. */
export function doneOf({ methods, own }: View): number {
  const all = [...Object.values(methods), ...(own ? [own] : [])]
  return all.filter(({ older, least }) => !older && least).length / all.length
}

/** All orders by name, the reader's own last, as `own`. */
export const ordersOf = ({ methods, own }: View): [name: string, ordered: Ordered][] => [
  ...Object.entries(methods),
  ...(own ? [['own', own] as [string, Ordered]] : []),
]

/** The patches that are gone at a step. */
export const goneAt = ({ steps }: View, { order }: Ordered, removed: number): readonly number[] =>
  order.slice(0, steps[removed])

export const perturbationTable = (view: View): DataTable => ({
  columns: ['order', 'removed from', 'area', ...view.steps.map((count) => `${count} removed`)],
  rows: ordersOf(view).flatMap(([name, ordered]) =>
    WAYS.flatMap((way) => {
      const curve = ordered[way]
      return curve && !ordered.older
        ? [[name, `the ${way} relevant on`, curve.area, ...Array.from(curve.probabilities)]]
        : []
    }),
  ),
})
