import { publishedVocabulary } from '../../site/publish/publishedFiles.ts'

/** What there is of stimuli, attribution methods and symmetries: a figure that comes alive asks for it. */
export const getStaticPaths = () => [{ params: { digest: publishedVocabulary().digest } }]

export const GET = () => new Response(publishedVocabulary().bytes, { headers: { 'content-type': 'application/json' } })
