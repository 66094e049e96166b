import type { APIRoute } from 'astro'
import { layerTables } from '../../../figures/artifacts.ts'
import { outlineOf } from '../../../model/outline.ts'

/** What is known of a network without its weights: a figure that comes alive asks for it. */
export async function getStaticPaths() {
  const tables = await layerTables()
  return [...tables].map(([id, table]) => ({ params: { id }, props: { network: outlineOf(table) } }))
}

export const GET: APIRoute = ({ props }) => Response.json(props.network)
