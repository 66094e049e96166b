/** What the props of a figure may refer to, while the site is built. */
import { vocabulary } from '../engine/vocabulary.ts'
import { outlineOf } from '../model/outline.ts'
import { site } from '../site.ts'
import type { Asking } from '../vocabulary/figureKind.ts'
import { layerTables } from './artifacts.ts'

/**
 * @param model as an author wrote it; the site's default network where nothing is written
 * @param article slug
 * @throws Error listing the networks there are
 */
export async function askingAt(model: unknown, article: string): Promise<Asking> {
  const tables = await layerTables()
  const id = model ?? site.model
  const table = tables.get(String(id))
  if (!table)
    throw new Error(
      `unknown model: ${String(id)} (public/models holds ${[...tables.keys()].join(', ')}; add one with npm run add-model)`,
    )
  return { network: outlineOf(table), vocabulary, article, models: [...tables.keys()] }
}
