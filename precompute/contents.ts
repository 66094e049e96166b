/** What a kind encoded → the contents of files by name, as the kind declares them. */
import { z } from 'zod'
import type { Artifact } from '../src/artifacts/artifact.ts'
import type { Encoded } from '../src/artifacts/encode.ts'
import { scoreSchema, tilesSchema, type Score, type Tiles } from '../src/artifacts/manifest.ts'
import { imageHeader } from '../src/widgets/imageInput/imageHeader.ts'

export interface Content {
  extension: 'webp' | 'json'
  bytes: Uint8Array
  tiles?: Tiles
}

/** The files of one artifact, and how its pictures came out. */
export interface Contents {
  files: Record<string, Content>
  scores: Score[]
}

/** @throws Error where data is not as its schema says, tiles do not fill their sheet, or a file is missing, empty, not declared, or of another sort */
export function contentsOf({ files: declared }: Artifact, { files, scores = [] }: Encoded): Contents {
  const undeclared = Object.keys(files).filter((name) => !Object.hasOwn(declared, name))
  if (undeclared.length > 0)
    throw new Error(
      `files that are not declared: ${undeclared.join(', ')} (there are ${Object.keys(declared).join(', ')})`,
    )
  const contents = Object.entries(declared).map(([name, kind]): [string, Content] => {
    const made: unknown = files[name]
    if (kind.extension === 'json') return [name, { extension: 'json', bytes: textOf(name, kind.schema, made) }]
    const parsed = (kind.tiled ? tiled : image).safeParse(made)
    if (parsed.success) return [name, { extension: 'webp', ...parsed.data }]
    throw new Error(`${name} is not as its kind declares it: ${z.prettifyError(parsed.error)}`)
  })
  const parsed = z.array(scoreSchema).safeParse(scores)
  if (parsed.success) return { files: Object.fromEntries(contents), scores }
  throw new Error(`its scores are not as they must be: ${z.prettifyError(parsed.error)}`)
}

const webp = z.instanceof(Uint8Array).refine((bytes) => imageHeader(bytes)?.format === 'WebP', 'no WebP')
const image = z.strictObject({ bytes: webp })
const tiled = z.strictObject({ bytes: webp, tiles: tilesSchema }).refine(({ bytes, tiles }) => {
  const { width, height } = imageHeader(bytes) ?? {}
  return width === tiles.columns * tiles.width && height === tiles.rows * tiles.height
}, 'tiles that do not fill the picture')

/** One line of JSON, of data that keeps the order of its fields. */
function textOf(name: string, schema: z.ZodType, data: unknown): Uint8Array {
  const parsed = schema.safeParse(data)
  if (!parsed.success) throw new Error(`${name} is not as its schema says: ${z.prettifyError(parsed.error)}`)
  return new TextEncoder().encode(`${JSON.stringify(data)}\n`)
}
