/** What the props of figures may refer to: a site's networks, and the registries of the core in words. */
import { vocabulary } from '../engine/vocabulary.ts'
import { outlineOf } from '../model/outline.ts'
import { site } from '../site.ts'
import type { Asking } from '../vocabulary/figureKind.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import type { Network } from '../vocabulary/network.ts'

/**
 * @param tableOf throws for a network that the site does not have
 * @param namesOf what the author calls units of a network, by reference
 * @returns `(model as an author wrote it, slug of the article) → surroundings`; where no model is written, the
 * site's default one is meant
 */
export function createAsking(
  tableOf: (model: string) => LayerTable,
  models: readonly string[],
  namesOf: (network: Network) => Record<string, string> = () => ({}),
): (model: unknown, article: string) => Asking {
  const known = new Map<string, Network>()
  const networkNamed = (id: string) => {
    const found = known.get(id)
    if (found) return found
    const outline = outlineOf(tableOf(id))
    const network = { ...outline, names: namesOf(outline) }
    known.set(id, network)
    return network
  }
  return (model = site.model, article) => ({
    network: networkNamed(String(model)),
    networkNamed,
    vocabulary,
    article,
    models,
  })
}
