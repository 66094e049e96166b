/** What props of figures refer to in tests: the networks of the site, and those of other folders. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAsking } from '../../src/figures/asking.ts'
import { parseLayerTable } from '../../src/model/parseLayerTable.ts'
import type { Asking } from '../../src/vocabulary/figureKind.ts'

/** @param folders where networks are looked for, the first that has one of that name */
export function surroundings(
  { model, article = 'gallery', models = ['lumen'] }: { model?: string; article?: string; models?: string[] } = {},
  folders = ['public/models', 'test/fixtures', 'test/fixtures/twins'],
): Asking {
  const tableOf = (id: string) => {
    for (const folder of folders) {
      const path = join(import.meta.dirname, '../..', folder, id, 'model.json')
      try {
        return parseLayerTable(JSON.parse(readFileSync(path, 'utf8')))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    }
    throw new Error(`unknown model: ${id}`)
  }
  return createAsking(tableOf, models)(model, article)
}
