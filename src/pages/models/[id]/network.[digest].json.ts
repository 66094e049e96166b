import type { APIRoute } from 'astro'
import { layerTables } from '../../../figures/artifacts.ts'
import { publishedOutline } from '../../../site/publish/publishedFiles.ts'

/** What is known of a network without its weights: a figure that comes alive asks for it. */
export async function getStaticPaths() {
  const tables = [...(await layerTables())]
  return tables.map(([id, table]) => ({ params: { id, digest: publishedOutline(table).digest }, props: { table } }))
}

export const GET: APIRoute = ({ props }) =>
  new Response(publishedOutline(props.table).bytes, { headers: { 'content-type': 'application/json' } })
