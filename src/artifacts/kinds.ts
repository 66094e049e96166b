/** The artifact kinds, found by their place: a folder of `src/artifacts` with an `artifact.ts`. */
import { z } from 'zod'
import type { Artifact } from './artifact.ts'
import type { Reading } from './reading.ts'
import type { Request } from './request.ts'

const found = import.meta.glob<Artifact>('./*/artifact.ts', { eager: true, import: 'default' })

/** By the name of its folder, which is the `kind` of its requests. */
export const artifacts: ReadonlyMap<string, Artifact> = new Map(
  Object.entries(found).map(([path, artifact]) => [path.split('/').at(-2)!, artifact]),
)

/** @throws Error listing the kinds there are */
export function artifactNamed(kind: string): Artifact {
  const artifact = artifacts.get(kind)
  if (artifact) return artifact
  throw new Error(unknown(kind))
}

const unknown = (kind: string): string =>
  `unknown kind of artifact: ${kind} (src/artifacts has ${[...artifacts.keys()].join(', ')})`

/** Any request, by the schema of the kind that it names. */
export const requestSchema = z
  .looseObject({ kind: z.string(), model: z.string() })
  .transform((request, context): Request => {
    const artifact = artifacts.get(request.kind)
    if (!artifact) context.addIssue({ code: 'custom', message: unknown(request.kind), path: ['kind'] })
    const parsed = artifact?.request.safeParse(request)
    if (parsed?.success) return parsed.data
    for (const { message, path } of parsed?.error.issues ?? []) context.addIssue({ code: 'custom', message, path })
    return z.NEVER
  })

/** The artifacts that this one is assembled from. */
export const needsOf = (request: Request): Request[] => artifactNamed(request.kind).needs?.(request) ?? []

/** What it is made from besides code and network. */
export const readingsOf = (request: Request): Reading[] => artifactNamed(request.kind).reads?.(request) ?? []

/** The units that a request names. */
export function unitsNamed(request: Request): readonly string[] {
  const { units } = artifactNamed(request.kind)
  if (units) return units(request)
  return typeof request.unit === 'string' ? [request.unit] : []
}

/** A request in a few words, as in messages: `picture of conv4/17 (lumen, seed 0)`. */
export const describeRequest = (request: Request): string =>
  `${request.kind} of ${subject(request)} (${request.model}${'seed' in request ? `, seed ${String(request.seed)}` : ''})`

function subject(request: Request): string {
  const artifact = artifactNamed(request.kind)
  if (artifact.subject) return artifact.subject(request)
  const units = unitsNamed(request)
  return units.length > 1 ? `${units[0]} … ${units.at(-1)}, ${units.length} units` : (units[0] ?? 'the network')
}
