/** `patchMap(structure, matrix)` → how much of each patch is in what the classes are read from, `(rows, columns)`. */
import type { TokenStructure } from './structure.ts'

export function patchMap({ tokens, before, read }: TokenStructure, matrix: Float64Array): Float64Array {
  const row = (token: number) => matrix.subarray(token * tokens + before, (token + 1) * tokens)
  if (read !== null) return row(read).slice()
  const sum = new Float64Array(tokens - before)
  for (let token = 0; token < tokens; token++) for (const [i, value] of row(token).entries()) sum[i] += value / tokens
  return sum
}
