import type { APIRoute } from 'astro'
import { layerTables } from '../../../figures/artifacts.ts'
import { publishedWeights, weightsAddress } from '../../../site/publish/publishedFiles.ts'

/** The weights of a network, checked against its layer table. */
export async function getStaticPaths() {
  const tables = [...(await layerTables())]
  return tables.map(([id, table]) => {
    const [, weights] = /([^/]+)\.safetensors$/.exec(weightsAddress(table))!
    return { params: { id, weights }, props: { table } }
  })
}

export const GET: APIRoute = ({ props }) =>
  new Response(publishedWeights(props.table).bytes, { headers: { 'content-type': 'application/octet-stream' } })
