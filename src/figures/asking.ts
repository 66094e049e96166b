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
  return (model = defaultModel(models), article) => ({
    network: networkNamed(String(model)),
    networkNamed,
    vocabulary,
    article,
    models,
  })
}

/**
 * The network of a figure that names none: the one that `src/site.ts` names, or the only one there is. So a network that
 * is added changes no figure.
 * @param models ids of the networks that the site has
 * @param named what the site names; empty where it names none
 * @throws Error naming the choices, where the site does not say which of several, or names one that it has not
 */
export function defaultModel(models: readonly string[], named = site.model ?? ''): string {
  if (models.includes(named)) return named
  const held = `public/models holds ${models.join(', ') || 'none'}`
  if (named !== '')
    throw new Error(
      `unknown default model: ${named} (${held}; write one of them as model in src/site.ts, or add it with npm run add-model)`,
    )
  const [only] = models
  if (models.length === 1 && only !== undefined) return only
  throw new Error(
    models.length === 0
      ? `no network: ${held} (add one with npm run add-model)`
      : `no default model, and several to choose from: ${held} (write one as model in src/site.ts, as in model: '${only}', or name one in the figure)`,
  )
}
