import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { frontMatterSchema } from './markdown/front-matter.ts'

const articles = defineCollection({
  loader: glob({
    pattern: '[!_]*/index.mdx',
    base: './content',
    generateId: ({ entry }) => entry.split('/')[0]!,
  }),
  schema: frontMatterSchema,
})

export const collections = { articles }
