import remarkMath from 'remark-math'
import { remarkLabels } from './remark-labels.ts'

/** The Markdown plugins of the site, in the order they must run. */
export const remarkPlugins = [remarkMath, remarkLabels]
export const rehypePlugins = []
