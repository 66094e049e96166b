import { glob } from 'astro/loaders'
import { defineCollection } from 'astro:content'
import { z } from 'astro/zod'

const articles = defineCollection({
  loader: glob({ pattern: '*/index.mdx', base: './content', generateId: ({ entry }) => entry.split('/')[0]! }),
  schema: z.object({
    title: z.string(),
    description: z.string(),
    authors: z.array(z.object({ name: z.string(), affiliation: z.string().optional(), url: z.url().optional() })).min(1),
    published: z.coerce.date(),
  }),
})

export const collections = { articles }
