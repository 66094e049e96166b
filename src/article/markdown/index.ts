import type { RehypePlugins, RemarkPlugins } from '@astrojs/markdown-remark'
import remarkMath from 'remark-math'
import { rehypeAddresses } from './rehypeAddresses.ts'
import { rehypeBase } from './rehypeBase.ts'
import { rehypeMath } from './rehypeMath.ts'
import { rehypeTables } from './rehypeTables.ts'
import { remarkClaims } from './remarkClaims.ts'
import { remarkCites } from './remarkCites.ts'
import { remarkElements } from './remarkElements.ts'
import { remarkExamples } from './remarkExamples.ts'
import { remarkExercises } from './remarkExercises.ts'
import { remarkLabels } from './remarkLabels.ts'
import { remarkNotes } from './remarkNotes.ts'
import { remarkPictures } from './remarkPictures.ts'
import { remarkValues } from './remarkValues.ts'

/** The Markdown plugins of the site, in the order they run. `style` is a CSL style of citation-js. */
export function markdownPlugins({ base, style }: { base: string; style: string }): {
  remarkPlugins: RemarkPlugins
  rehypePlugins: RehypePlugins
} {
  return {
    remarkPlugins: [
      remarkMath,
      remarkExamples,
      remarkLabels,
      [remarkCites, { style }],
      remarkNotes,
      [remarkPictures, { base }],
      remarkClaims,
      remarkExercises,
      remarkValues,
      remarkElements,
    ],
    rehypePlugins: [rehypeAddresses, rehypeMath, rehypeTables, [rehypeBase, { base }]],
  }
}
