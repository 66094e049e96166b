import type { APIRoute } from 'astro'
import { layerTables, namesOf } from '../../../figures/artifacts.ts'
import { outlineOf } from '../../../model/outline.ts'

/** What is known of a network without its weights: a figure that comes alive asks for it. */
export async function getStaticPaths() {
  const tables = await layerTables()
  return [...tables].map(([id, table]) => {
    const outline = outlineOf(table)
    return { params: { id }, props: { network: { ...outline, names: namesOf(outline) } } }
  })
}

export const GET: APIRoute = ({ props }) => Response.json(props.network)
