/** Whether a row was made from what there is now, as far as can be told without its code: `(row, …) → why not, in words`. */
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import { needsOf } from '../kinds.ts'
import type { Row } from '../manifest.ts'
import type { Request } from '../request.ts'
import { networkHash, sourcesHash } from './identity.ts'

/**
 * Undefined where the weights and layers of its network and the artifacts that it is assembled from are those that it was made from.
 * @param rowOf the row that answers a request
 */
export function originFault(
  { request, weights, network, needs }: Row,
  table: LayerTable,
  rowOf: (request: Request) => Row | undefined,
): string | undefined {
  if (weights !== table.weights.sha256) return `the weights of ${request.model} have changed`
  if (network !== networkHash(table)) return `the layers of ${request.model} have changed`
  const ids = needsOf(request).map((need) => rowOf(need)?.id ?? '')
  return needs === sourcesHash(ids) ? undefined : 'what it is made from has changed'
}
