/** The most similar of `known` to `word`, for "did you mean"; undefined where nothing is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = byLikeness(word, known)
  return best !== undefined && editDistance(word, best) <= Math.max(2, word.length / 3) ? best : undefined
}

/** `known`, the most similar to `word` first; as they stand where two are alike. */
export const byLikeness = (word: string, known: readonly string[]): string[] =>
  known
    .map((each) => ({ each, distance: editDistance(word, each) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ each }) => each)

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitute = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      next[j] = Math.min(substitute, row[j] + 1, next[j - 1] + 1)
    }
    row = next
  }
  return row[b.length]
}
