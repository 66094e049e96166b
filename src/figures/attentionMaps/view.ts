/** What the widget shows, the same from the artifact as from the worker. */
import type { AttentionMapsData } from '../../artifacts/attentionMaps/artifact.ts'
import type { Pixels } from '../../model/pixels.ts'
import { distanceFrom, entropyOf, readBy, type TokenPlaces } from '../../vocabulary/attentionSpread.ts'
import type { DataTable } from '../../vocabulary/dataTable.ts'
import { probabilityOfLevel } from '../../vocabulary/probabilityLevel.ts'

/** What a reader can change, beside the picture. */
export interface Asked {
  /** From 1. */
  block: number
  head: number
  /** From 0. */
  token: number
}

/** What the heads of a network read on a picture. Letters: N tokens, H heads. */
export interface Attended {
  /** Of each block, `(N, N, H)`: query, key, head. */
  probabilities: Float32Array[]
  /** Of each block's heads, in bits and in patches. */
  entropy: number[][]
  distance: (number | null)[][]
}

export interface View extends TokenPlaces, Pick<Attended, 'entropy' | 'distance'> {
  /** The token that the classes are read from; null where there is none. */
  read: number | null
  /** The heads of each block. */
  heads: number[]
  /** Absent while they are known from one token alone. */
  probabilities?: Float32Array[]
  /** What each head reads from that one, block by block; `(N)` each. */
  first: { token: number; rows: Float32Array[][] }
  /** The picture, where it was chosen here. */
  picture?: Pixels
  caption: string
}

export const viewOf = (
  { first, entropy, layers: _, ...data }: AttentionMapsData,
  token: number,
  caption: string,
): View => ({
  ...data,
  entropy,
  heads: entropy.map(({ length }) => length),
  first: { token, rows: first.map((heads) => heads.map(ofLevels)) },
  caption,
})

/** Probabilities of one query from their levels: they add up to 1 again. */
function ofLevels(levels: ArrayLike<number>): Float32Array {
  const row = Float32Array.from(levels, probabilityOfLevel)
  const sum = row.reduce((all, value) => all + value, 0)
  return sum > 0 ? row.map((value) => value / sum) : row
}

/** Probabilities of all blocks from the sheet of an artifact, whose rows hold `width` levels. */
export function ofSheet(
  { heads, ...places }: Pick<View, 'heads'> & TokenPlaces,
  { width, levels }: { width: number; levels: Uint8Array },
): Float32Array[] {
  const tokens = tokensOf(places)
  return heads.map((count, block) => {
    const values = new Float32Array(tokens * tokens * count)
    for (let query = 0; query < tokens; query++)
      for (let head = 0; head < count; head++) {
        const from = (block * tokens + query) * width + head * tokens
        const row = ofLevels(levels.subarray(from, from + tokens))
        for (let key = 0; key < tokens; key++) values[(query * tokens + key) * count + head] = row[key]!
      }
    return values
  })
}

export const tokensOf = ({ before, rows, columns }: TokenPlaces): number => before + rows * columns

/** The token whose reading can be shown: the one asked for, or the one that is known. */
export const shownToken = (view: View, token: number): number => (view.probabilities ? token : view.first.token)

/** What a head reads from a token that can be shown, `(N)`; block and head from 0. */
export function readFrom(view: View, block: number, head: number, token: number): Float32Array {
  const probabilities = view.probabilities?.[block]
  if (!probabilities) return view.first.rows[block]![head]!
  return readBy(probabilities, { tokens: tokensOf(view), heads: view.heads[block]! }, head, token)
}

export interface Reading {
  /** Of the patches, row by row. */
  patches: Float32Array
  /** Of the tokens before them. */
  others: Float32Array
  /** The patch that is read most, from 0, and how much. */
  most: { patch: number; share: number }
  /** In bits, and in patches. */
  entropy: number
  distance: number | null
}

/** What a head reads from a token, and how widely. */
export function readingOf(view: View, block: number, head: number, token: number): Reading {
  const row = readFrom(view, block, head, token)
  const patches = row.slice(view.before)
  const share = patches.reduce((most, value) => Math.max(most, value), 0)
  return {
    patches,
    others: row.slice(0, view.before),
    most: { patch: patches.indexOf(share), share },
    entropy: entropyOf(row),
    distance: distanceFrom(token, row, view),
  }
}

/** A line for each head: how widely it reads, and what from the token that is shown. */
export function attentionTable(view: View, { token }: Asked): DataTable {
  const shown = shownToken(view, token)
  const names = Array.from({ length: tokensOf(view) }, (_, i) =>
    i < view.before
      ? `token ${i}`
      : `row ${Math.floor((i - view.before) / view.columns) + 1} column ${((i - view.before) % view.columns) + 1}`,
  )
  return {
    columns: ['block', 'head', 'entropy in bits', 'distance in patches', 'from', ...names],
    rows: view.heads.flatMap((heads, block) =>
      Array.from({ length: heads }, (_, head) => [
        block + 1,
        head + 1,
        view.entropy[block]![head]!,
        view.distance[block]![head] ?? '',
        names[shown]!,
        ...readFrom(view, block, head, shown),
      ]),
    ),
  }
}
