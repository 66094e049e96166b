import { renderedScenes } from '../../figures/choices.ts'
import { publishedPictures } from '../../site/publish/publishedFiles.ts'

/** The rendered scenes as the engine asks for them, to measure networks on. */
export const getStaticPaths = async () => [
  { params: { digest: publishedPictures((await renderedScenes()).pictures).digest } },
]

export const GET = async () =>
  new Response(publishedPictures((await renderedScenes()).pictures).bytes, {
    headers: { 'content-type': 'application/json' },
  })
