/** `public/artifacts/manifest.json`: every artifact there is, sorted by its request; no times, so that equal runs give equal bytes. */
import { z } from 'zod'
import { describeRequest, requestSchema } from './kinds.ts'
import { requestKey, type Request } from './request.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const shortHash = z.string().regex(/^[0-9a-f]{16}$/)

/** The largest side that WebP can hold. */
export const LARGEST_SIDE = 16383

export const tilesSchema = z
  .strictObject({
    /** Pixels of one tile. */
    width: z.int().positive(),
    height: z.int().positive(),
    /** How many stand in a row and in a column. */
    columns: z.int().positive(),
    rows: z.int().positive(),
  })
  .refine(
    ({ width, height, columns, rows }) => Math.max(width * columns, height * rows) <= LARGEST_SIDE,
    `tiles that take more than ${LARGEST_SIDE} pixels`,
  )

const fileSchema = z.strictObject({
  /** `<id>-<content hash>.<extension>` in the folder of the manifest; `rowFault` checks it. */
  name: z.string(),
  bytes: z.int().positive(),
  sha256: hash,
  /** Where the tiles lie in a sheet; absent for other files. */
  tiles: tilesSchema.optional(),
})

/** How one unit's picture came out. */
export const scoreSchema = z.strictObject({
  unit: z.string(),
  /** The objective on the untransformed picture. */
  score: z.number(),
  steps: z.int().min(0),
  /** No input found raises the preactivation above zero; the picture shows the best there was. */
  dead: z.boolean(),
})

export const rowSchema = z.strictObject({
  /** Hash of `request`, `weights`, `network`, `version`, `dependencies`, `needs` and `reads`; `rowFault` checks it. */
  id: shortHash,
  request: requestSchema,
  /** SHA-256 of the weights file. */
  weights: hash,
  /** Hash of what the layer table says of input and layers. */
  network: shortHash,
  /** Hash of the code that made it and of the numeric dependencies. */
  version: z.string(),
  /** The numeric dependencies, as in `sharp@0.35.5`, sorted. */
  dependencies: z.array(z.string()),
  /** Hash of the ids of the artifacts that it is assembled from; absent where there are none. */
  needs: shortHash.optional(),
  /** Hash of what was read besides code and network; absent where that is nothing. */
  reads: shortHash.optional(),
  /** By the names that the kind gives them. */
  files: z.record(z.string(), fileSchema).refine((files) => Object.keys(files).length > 0, 'no file'),
  /** One per unit shown, in order. */
  scores: z.array(scoreSchema),
  backend: z.enum(['webgpu', 'wasm', 'cpu']),
  /** The GPU's name; null for WASM and CPU. */
  adapter: z.string().nullable(),
  /** Hash of all other fields. */
  seal: shortHash,
})

export const MANIFEST_FILE = 'manifest.json'
export const MANIFEST_VERSION = 4

export const manifestSchema = z.strictObject({
  version: z.literal(MANIFEST_VERSION),
  rows: z.array(rowSchema),
})

export type FileEntry = z.infer<typeof fileSchema>
export type Tiles = z.infer<typeof tilesSchema>
export type Score = z.infer<typeof scoreSchema>
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
 * The row that answers a request.
 * @throws Error naming the request, who wants it, and the command that makes it
 */
export function rowFor(rows: readonly Row[], request: Request, wantedBy: string): Row {
  const row = findRow(rows, request)
  if (row) return row
  throw new Error(`missing artifact: ${describeRequest(request)} (wanted by ${wantedBy}). Run: npm run precompute`)
}
