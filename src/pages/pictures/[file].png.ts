import type { APIRoute } from 'astro'
import { renderedScenes } from '../../figures/choices.ts'
import { publishedPicture } from '../../site/publish/publishedFiles.ts'

/** Where what is in each rendered scene. */
export async function getStaticPaths() {
  const { pictures } = await renderedScenes()
  return pictures.map(({ mask }) => {
    const { address } = publishedPicture(mask)
    return { params: { file: address.slice(address.lastIndexOf('/') + 1, -'.png'.length) }, props: { of: mask } }
  })
}

export const GET: APIRoute = ({ props }) =>
  new Response(publishedPicture(props.of).bytes, { headers: { 'content-type': 'image/png' } })
