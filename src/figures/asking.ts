/** What the props of figures may refer to: a site's networks, and the registries of the core in words. */
import { vocabulary } from '../engine/vocabulary.ts'
import { outlineOf } from '../model/outline.ts'
import type { Asking } from '../vocabulary/figureKind.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import type { Network } from '../vocabulary/network.ts'
import { defaultModel } from './defaultModel.ts'

/**
 * @param tableOf throws for a network that the site does not have
 * @returns `(model as an author wrote it, slug of the article) → surroundings`; where no model is written, the
 * site's default one is meant
 */
export function createAsking(
  tableOf: (model: string) => LayerTable,
  models: readonly string[],
): (model: unknown, article: string) => Asking {
  const known = new Map<string, Network>()
  const networkNamed = (id: string) => {
    const network = known.get(id) ?? outlineOf(tableOf(id))
    known.set(id, network)
    return network
  }
  return (model = defaultModel(models), article) => ({
    network: networkNamed(String(model)),
    networkNamed,
    vocabulary,
    article,
    models,
  })
}
