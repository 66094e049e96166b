/** `public/artifacts/manifest.json`: every artifact there is, sorted by its request; no times, so that equal runs give equal bytes. */
import { formatFamily } from './families.ts'
import { z } from 'zod'
import { requestKey, requestSchema, unitsNamed, type Request } from './request.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const fileSchema = z.strictObject({
  /** `<id>-<content hash>.<extension>` in the folder of the manifest. */
  name: z.string(),
  bytes: z.int().positive(),
  sha256: hash,
})

/** How one unit's picture came out. */
export const outcomeSchema = z.strictObject({
  unit: z.string(),
  /** The objective on the untransformed picture. */
  score: z.number(),
  steps: z.int().min(0),
  /** No input found raises the preactivation above zero; the picture shows the best there was. */
  dead: z.boolean(),
})

export const rowSchema = z.strictObject({
  /** Hash of request, network (weights and layers) and version. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  request: requestSchema,
  /** SHA-256 of the weights file. */
  weights: hash,
  /** Hash of the code that made it and of the numeric dependencies. */
  version: z.string(),
  /** The numeric dependencies, as in `sharp@0.35.5`, sorted. */
  dependencies: z.array(z.string()),
  files: z.array(fileSchema).min(1),
  /** Pixel size of one tile, and how many stand in a row; for pictures one. */
  tiles: z.strictObject({ width: z.int(), height: z.int(), columns: z.int(), rows: z.int() }).optional(),
  /** One per unit shown, in order. */
  outcomes: z.array(outcomeSchema),
  backend: z.enum(['webgpu', 'wasm', 'cpu']),
  /** The GPU's name; null for WASM and CPU. */
  adapter: z.string().nullable(),
})

export const MANIFEST_FILE = 'manifest.json'
export const MANIFEST_VERSION = 2

export const manifestSchema = z.strictObject({
  version: z.literal(MANIFEST_VERSION),
  rows: z.array(rowSchema),
})

export type Outcome = z.infer<typeof outcomeSchema>
export type Row = z.infer<typeof rowSchema>
export type Manifest = z.infer<typeof manifestSchema>

/** The manifest as text: rows sorted by their request, one a line, so that a diff names artifacts. */
export function formatManifest({ version, rows }: Manifest): string {
  const lines = rows
    .map((row) => ({ key: requestKey(row.request), line: JSON.stringify(rowSchema.parse(row)) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ line }) => line)
  return `{"version":${version},"rows":[\n${lines.join(',\n')}\n]}\n`
}

const keyed = new WeakMap<readonly Row[], ReadonlyMap<string, Row>>()

/** The row that answers a request; undefined where none does. Rows are not to be changed once they were asked. */
export function findRow(rows: readonly Row[], request: Request): Row | undefined {
  let byKey = keyed.get(rows)
  if (!byKey) {
    byKey = new Map(rows.map((row) => [requestKey(row.request), row]))
    keyed.set(rows, byKey)
  }
  return byKey.get(requestKey(request))
}

/**
 * The same of one that must be there.
 * @throws Error naming the request, who wants it, and the command that makes it
 */
export function rowFor(rows: readonly Row[], request: Request, wantedBy: string): Row {
  const row = findRow(rows, request)
  if (row) return row
  throw new Error(`missing artifact: ${describeRequest(request)} (wanted by ${wantedBy}). Run: npm run precompute`)
}

/** A request in a few words, as in messages: `picture of conv4/17 (lumen, seed 0)`. */
export const describeRequest = (request: Request): string =>
  `${request.kind} of ${subject(request)} (${request.model}${'seed' in request ? `, seed ${request.seed}` : ''})`

function subject(request: Request): string {
  if (request.kind === 'kernels') return request.layer + (request.channel === null ? '' : `/${request.channel}`)
  if (request.kind === 'claim') return `${request.id} of content/${request.article}/claims.ts`
  if (request.kind === 'exercise') return `${request.id} of content/${request.article}/exercises.ts`
  if (request.kind === 'attribution') return `${request.cells.join(', ')} for class ${request.index}`
  if (request.kind === 'activations') return `${request.layer} on ${request.image}`
  if (request.kind === 'weights') return `${request.to} on ${request.from}`
  if (request.kind === 'equivariance') return formatFamily(request.family)
  if (request.kind === 'familyMatrix') return `${formatFamily(request.lower)} to ${formatFamily(request.upper)}`
  const units = unitsNamed(request)
  return units.length === 1 ? units[0]! : `${units[0]} … ${units.at(-1)}, ${units.length} units`
}
