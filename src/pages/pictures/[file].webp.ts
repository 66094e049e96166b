import type { APIRoute } from 'astro'
import { renderedScenes } from '../../figures/choices.ts'
import { publishedPicture } from '../../site/publish/publishedFiles.ts'

/** The rendered scenes. */
export async function getStaticPaths() {
  const { pictures, thumbnails } = await renderedScenes()
  return [...pictures, { ...thumbnails, sha256: undefined }].map(({ file, sha256 }) => {
    const { address } = publishedPicture(file, sha256)
    return { params: { file: address.slice(address.lastIndexOf('/') + 1, -'.webp'.length) }, props: { of: file } }
  })
}

export const GET: APIRoute = ({ props }) =>
  new Response(publishedPicture(props.of).bytes, { headers: { 'content-type': 'image/webp' } })
