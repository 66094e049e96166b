/** The folder of artifacts for those who read and never mend: the build of the site. What is not as recorded is not shown. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describeRequest } from '../kinds.ts'
import { MANIFEST_FILE, type Row } from '../manifest.ts'
import { filesFault } from './filesFault.ts'
import { isOwnName } from './ownName.ts'
import { describeBroken, readManifest, UnreadableManifest } from './readManifest.ts'
import { readRegularFile } from './readRegularFile.ts'

/** A row, and what its JSON holds. */
export interface OpenedRow {
  row: Row
  data?: unknown
}

/**
 * Every artifact, all files compared with their hashes.
 * @throws Error naming what is not as recorded, or no artifact, and what mends it
 */
export function openArtifacts(folder: string): OpenedRow[] {
  const strangers = strangersIn(folder)
  if (strangers.length > 0)
    throw new Error(
      `${folder} holds what is no artifact and would be published: ${several(strangers)}\nMove it away: what a site has besides lies elsewhere in public.`,
    )
  return soundRows(folder).map((row) => openRow(folder, row))
}

/**
 * The rows of the manifest, none of their files opened; none where there is no manifest.
 * @throws Error naming what cannot be read or trusted, and what mends it
 */
export function soundRows(folder: string): Row[] {
  const path = join(folder, MANIFEST_FILE)
  const bytes = readRegularFile(path)
  if (!bytes) return []
  try {
    const { rows, broken } = readManifest(bytes, path)
    if (broken.length === 0) return rows
    throw new Error(`${path} cannot be trusted: ${several(broken.map(describeBroken))}\n${REMEDY}`)
  } catch (error) {
    if (error instanceof UnreadableManifest) throw new Error(`${error.message}\n${error.remedy}`, { cause: error })
    throw error
  }
}

/** @throws Error naming the file that is not as recorded, and what mends it */
export function openRow(folder: string, row: Row): OpenedRow {
  const read = (name: string) => readRegularFile(join(folder, name))
  const fault = filesFault(row, read)
  if (fault !== undefined) throw new Error(`${folder}: ${describeRequest(row.request)}: ${fault}\n${REMEDY}`)
  const json = Object.values(row.files).find(({ name }) => name.endsWith('.json'))
  return { row, ...(json && { data: JSON.parse(new TextDecoder().decode(read(json.name))) as unknown }) }
}

const REMEDY = 'Run: npm run precompute'
const NAMED = 5

const several = (what: readonly string[]): string =>
  what.slice(0, NAMED).join('; ') + (what.length > NAMED ? `; and ${what.length - NAMED} more` : '')

function strangersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !isOwnName(entry.name) || (!entry.isFile() && !entry.name.startsWith('.')))
    .map(({ name }) => JSON.stringify(name))
}
