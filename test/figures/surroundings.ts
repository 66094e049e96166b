/** What props of figures refer to in tests: the networks of the site, and those of other folders. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readLayerTable } from '../../precompute/readModel.ts'
import { createAsking } from '../../src/figures/asking.ts'
import type { Asking } from '../../src/vocabulary/figureKind.ts'

/** @param folders where networks are looked for, the first that has one of that name */
export function surroundings(
  { model, article = 'gallery', models = ['lumen'] }: { model?: string; article?: string; models?: string[] } = {},
  folders = ['public/models', 'test/fixtures', 'test/fixtures/twins'],
): Asking {
  const tableOf = (id: string) => {
    const paths = folders.map((folder) => join(import.meta.dirname, '../..', folder))
    const models = paths.find((path) => existsSync(join(path, id, 'model.json')))
    if (models) return readLayerTable(id, models)
    throw new Error(`unknown model: ${id}`)
  }
  return createAsking(tableOf, models)(model, article)
}
