import Caption from './Caption.astro'
import Ref from './Ref.astro'

/** What an article may use without importing it, apart from the figure kinds. */
export const articleParts = { Caption, Ref }
