/** Every format, found by its place: the files beside `graph.ts`. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EXIT, Failure } from '../../failure.ts'
import type { Format, Source } from '../graph.ts'

const FOLDER = join(import.meta.dirname, '..')

export async function formats(folder = FOLDER): Promise<Format[]> {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'graph.ts',
  )
  const loaded = files
    .map(({ name }) => name)
    .sort()
    .map(async (name) => ((await import(pathToFileURL(join(folder, name)).href)) as { default: Format }).default)
  return Promise.all(loaded)
}

/** @throws Failure naming the formats there are */
export async function formatOf(source: Source): Promise<Format> {
  const all = await formats()
  const found = all.find((format) => format.recognizes(source))
  if (found) return found
  throw new Failure(
    EXIT.input,
    `${source.path} is of no known format`,
    `Known: ${all.map(({ name, files }) => `${name} (${files})`).join(', ')}; or a layer table with its weights, table.json weights.safetensors.`,
  )
}
