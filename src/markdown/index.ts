import type { RehypePlugins, RemarkPlugins } from '@astrojs/markdown-remark'
import remarkMath from 'remark-math'
import { rehypeBase } from './rehype-base.ts'
import { rehypeMath } from './rehype-math.ts'
import { rehypeTables } from './rehype-tables.ts'
import { remarkCites } from './remark-cites.ts'
import { remarkElements } from './remark-elements.ts'
import { remarkExamples } from './remark-examples.ts'
import { remarkLabels } from './remark-labels.ts'
import { remarkNotes } from './remark-notes.ts'
import { remarkValues } from './remark-values.ts'

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
      remarkValues,
      remarkElements,
    ],
    rehypePlugins: [rehypeMath, rehypeTables, [rehypeBase, { base }]],
  }
}
