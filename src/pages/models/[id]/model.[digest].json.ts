import type { APIRoute } from 'astro'
import { layerTables } from '../../../figures/artifacts.ts'
import { publishedTable } from '../../../site/publish/publishedFiles.ts'

/** The layer table of a network: the engine asks for it. */
export async function getStaticPaths() {
  const tables = [...(await layerTables())]
  return tables.map(([id, table]) => ({ params: { id, digest: publishedTable(table).digest }, props: { table } }))
}

export const GET: APIRoute = ({ props }) =>
  new Response(publishedTable(props.table).bytes, { headers: { 'content-type': 'application/json' } })
