/** What excites a unit, from its responses to many examples: `(responses, group of each) → summary`. */

export interface Example {
  /** Among all that were shown. */
  index: number
  value: number
}

export interface Band {
  from: number
  to: number
  count: number
  /** Evenly spaced in the order of their values, the strongest first. */
  examples: Example[]
}

export interface ExampleSummary {
  /** How many were shown. */
  shown: number
  /** How many leave a unit that is never negative at 0; 0 for a unit that can be negative. */
  silent: number
  silentExamples: Example[]
  /** The range of the values, 0 included. */
  low: number
  high: number
  /** How many fall into each of equally wide parts of the range, the silent ones left out. */
  histogram: number[]
  /** Equally wide, the weakest first. */
  bands: Band[]
  /** The strongest first; of equals the first shown. */
  top: Example[]
  /** The strongest hundredth: how many there are, and how many of each group, with how many were shown. */
  strongest: { count: number; groups: { name: string; count: number; shown: number }[] }
}

export const TOP = 12
export const BANDS = 5
export const PER_BAND = 4
const BINS_PER_BAND = 5

/**
 * @param responses one per example; NaN where an example has not been shown
 * @param groupOf the group that an example is counted in: its family of stimuli, its class
 * @throws Error naming the first response that is infinite
 */
export function summarizeExamples(responses: ArrayLike<number>, groupOf: (index: number) => string): ExampleSummary {
  const order: number[] = []
  let [low, high] = [0, 0]
  for (let index = 0; index < responses.length; index++) {
    const value = responses[index]
    if (Number.isNaN(value)) continue
    if (!Number.isFinite(value)) throw new Error(`response ${value} to example ${index}`)
    order.push(index)
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  order.sort((a, b) => responses[b] - responses[a] || a - b)
  const example = (index: number): Example => ({ index, value: responses[index] })
  const isSilent = (index: number) => low === 0 && responses[index] === 0
  const active = order.filter((index) => !isSilent(index))
  const quiet = order.filter(isSilent)

  const bins = BANDS * BINS_PER_BAND
  const histogram = new Array<number>(bins).fill(0)
  const members = Array.from({ length: BANDS }, (): number[] => [])
  for (const index of active) {
    const share = (responses[index] - low) / (high - low)
    const bin = Math.min(bins - 1, Math.floor(share * bins))
    histogram[bin]++
    members[Math.floor(bin / BINS_PER_BAND)].push(index)
  }
  const edge = (band: number) => low + ((high - low) * band) / BANDS
  return {
    shown: order.length,
    silent: quiet.length,
    silentExamples: evenly(quiet, PER_BAND).map(example),
    low,
    high,
    histogram,
    bands: members.map((own, band) => ({
      from: edge(band),
      to: edge(band + 1),
      count: own.length,
      examples: evenly(own, PER_BAND).map(example),
    })),
    top: active.slice(0, TOP).map(example),
    strongest: strongestOf(order, active, groupOf),
  }
}

function strongestOf(
  order: readonly number[],
  active: readonly number[],
  groupOf: (index: number) => string,
): ExampleSummary['strongest'] {
  const count = Math.min(active.length, Math.ceil(order.length / 100))
  const groups = new Map<string, { name: string; count: number; shown: number }>()
  for (const index of order) {
    const name = groupOf(index)
    const group = groups.get(name) ?? { name, count: 0, shown: 0 }
    group.shown++
    groups.set(name, group)
  }
  for (const index of active.slice(0, count)) groups.get(groupOf(index))!.count++
  const sorted = [...groups.values()]
    .filter((group) => group.count > 0)
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  return { count, groups: sorted }
}

/** Up to `count` members, from the middle of as many equal stretches. */
function evenly<T>(list: readonly T[], count: number): T[] {
  const some = Math.min(count, list.length)
  return Array.from({ length: some }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / some)])
}

/** Every example that a summary names, once: first the strongest, then band by band. */
export function examplesOf(summary: ExampleSummary): Example[] {
  const all = [...summary.top, ...summary.bands.flatMap(({ examples }) => examples), ...summary.silentExamples]
  return [...new Map(all.map((each) => [each.index, each])).values()]
}
