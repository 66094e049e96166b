/**
 * The architecture of a network drawn beside its rows: a dot for each, a line to the next that reads it, and for
 * every connection that passes over rows a lane of its own beside them.
 */

/** What is drawn beside a row; lanes count from 1, the dots stand at 0. */
export interface RowLanes {
  /** Whether the row before leads to it, and it to the row after. */
  before: boolean
  after: boolean
  /** Lanes that pass it, that leave from its dot downwards, and that come in to it from above. */
  passing: number[]
  leaving: number[]
  arriving: number[]
}

/**
 * @param rows each naming the rows it reads, which stand before it
 * @returns one a row, and how many lanes there are
 */
export function lanesOf(rows: readonly { name: string; inputs: readonly string[] }[]): {
  rows: RowLanes[]
  lanes: number
} {
  // prettier-ignore
  const place = new Map(rows.map(({ name }, i) => [name, i]))
  const found = rows.map((): RowLanes => ({ before: false, after: false, passing: [], leaving: [], arriving: [] }))
  /** By lane, the row at which its last connection ends. */
  const busy: number[] = []
  const long = rows.flatMap(({ inputs }, to) =>
    [...new Set(inputs)].flatMap((input) => {
      const from = place.get(input)
      if (from === undefined) return []
      if (to - from > 1) return [{ from, to }]
      found[from].after = true
      found[to].before = true
      return []
    }),
  )
  for (const { from, to } of long.sort((a, b) => a.from - b.from || a.to - b.to)) {
    let lane = busy.findIndex((end) => end <= from)
    if (lane < 0) lane = busy.length
    busy[lane] = to
    found[from].leaving.push(lane + 1)
    found[to].arriving.push(lane + 1)
    for (let row = from + 1; row < to; row++) found[row].passing.push(lane + 1)
  }
  return { rows: found, lanes: busy.length }
}
