/** `<Claim id="claim-turn">`: what was measured for the claim `turn` of the article's `claims.ts`. */
import type { ClaimRequest } from '../../artifacts/claim/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import { checkNames, textProp, type Props } from '../props.ts'

const KIND = 'Claim'
const PREFIX = 'claim-'

export interface ClaimProps {
  /** As in `claims.ts`, without the prefix. */
  name: string
  model: string
  /** Of the number, d3-format's. */
  format: string
}

/** @throws Error with the offending prop and what was allowed */
export function claimProps(props: Props): ClaimProps {
  checkNames(KIND, props, ['model', 'format'])
  const id = textProp(KIND, props, 'id')
  if (!id.startsWith(PREFIX) || id === PREFIX)
    throw new Error(`invalid id of <${KIND}>: "${id}" (write claim- and the name of the claim, as in id="claim-turn")`)
  return {
    name: id.slice(PREFIX.length),
    model: textProp(KIND, props, 'model', 'lumen'),
    format: textProp(KIND, props, 'format', '.2f'),
  }
}

export const claimOf = ({ name, model }: ClaimProps, article: string): ClaimRequest => ({
  kind: 'claim',
  model,
  article,
  id: name,
})

export function claimRequests(written: Props, tableOf: (model: string) => LayerTable, article?: string): Request[] {
  const props = claimProps(written)
  if (article === undefined) throw new Error(`<${KIND}> stands in an article, whose claims.ts measures it`)
  tableOf(props.model)
  return [claimOf(props, article)]
}
