/**
 * What can be asked of the precompute step. Each kind says in its `artifact.ts` what its requests hold
 * besides: what the author chose, and nothing else. Recipes are code, and the version of the kind, a hash
 * of that code, stands beside the request in the manifest.
 */
export type Request = {
  /** The folder in `src/artifacts`, as in `featureVis`. */
  kind: string
  /** The network's id. */
  model: string
  [field: string]: unknown
}

/** The request as text, the same for equal requests whatever the order of their fields. */
export const requestKey = (request: Request): string => JSON.stringify(sorted(request))

/** The same value with the fields of every object in the order of their names. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}
