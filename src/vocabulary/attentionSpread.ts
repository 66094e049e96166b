/** How widely attention's heads read, in two numbers. Letters: N tokens, H heads; probabilities `(N, N, H)`: query, key, head. */

/** Where tokens are: how many come before those of the patches, and the patches' rows and columns. */
export interface TokenPlaces {
  before: number
  rows: number
  columns: number
}

export interface HeadSpread {
  /** In bits, 0 to log2 N: the mean over queries of the entropy of what is read. */
  entropy: number
  /** In patches: the mean over the patches' queries of the distance of what is read; null where no patch reads a patch. */
  distance: number | null
}

/**
 * The entropy of what one query reads, in bits (as of BERT's heads in Clark et al. 2019, arXiv 1906.04341, section 3.2):
 * 0 where it reads one token, log2 N where it reads all alike.
 */
export function entropyOf(probabilities: ArrayLike<number>): number {
  let bits = 0
  for (let key = 0; key < probabilities.length; key++) {
    const p = probabilities[key]
    if (p > 0) bits -= p * Math.log2(p)
  }
  return bits
}

/**
 * How far from a patch lie the patches that it reads, in patches: the mean of the straight distances between centres, each
 * counted by its probability (as in Dosovitskiy et al. 2021, arXiv 2010.11929, figure 7). Tokens that are no
 * patches have no place and are left out, the rest counts as a whole.
 * @returns null for a token that is no patch, or one that reads no patch
 */
export function distanceFrom(
  token: number,
  probabilities: ArrayLike<number>,
  { before, rows, columns }: TokenPlaces,
): number | null {
  if (token < before) return null
  const [row, column] = [Math.floor((token - before) / columns), (token - before) % columns]
  let [sum, whole] = [0, 0]
  for (let patch = 0; patch < rows * columns; patch++) {
    const p = probabilities[before + patch]
    sum += p * Math.hypot(Math.floor(patch / columns) - row, (patch % columns) - column)
    whole += p
  }
  return whole > 0 ? sum / whole : null
}

/** What one query of one head reads, `(N)`. */
export const readBy = (
  probabilities: ArrayLike<number>,
  { tokens, heads }: { tokens: number; heads: number },
  head: number,
  query: number,
): Float32Array =>
  Float32Array.from({ length: tokens }, (_, key) => probabilities[(query * tokens + key) * heads + head])

/** Both numbers of one head of a layer. */
export function headSpread(
  probabilities: ArrayLike<number>,
  heads: number,
  head: number,
  places: TokenPlaces,
): HeadSpread {
  const tokens = places.before + places.rows * places.columns
  let [entropy, distance, placed] = [0, 0, 0]
  for (let query = 0; query < tokens; query++) {
    const read = readBy(probabilities, { tokens, heads }, head, query)
    entropy += entropyOf(read) / tokens
    const far = distanceFrom(query, read, places)
    if (far === null) continue
    distance += far
    placed++
  }
  return { entropy, distance: placed > 0 ? distance / placed : null }
}
