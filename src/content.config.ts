import { defineCollection } from 'astro:content'
import { artifactCollections } from './figures/collections.ts'
import { articleLoader } from './article/markdown/articleLoader.ts'
import { frontMatterSchema } from './article/markdown/frontMatter.ts'

const articles = defineCollection({ loader: articleLoader(), schema: frontMatterSchema })

export const collections = { articles, ...artifactCollections }
