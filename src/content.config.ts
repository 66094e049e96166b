import { defineCollection } from 'astro:content'
import { artifactCollections } from './figures/collections.ts'
import { articleLoader } from './markdown/articleLoader.ts'
import { frontMatterSchema } from './markdown/frontMatter.ts'

const articles = defineCollection({ loader: articleLoader(), schema: frontMatterSchema })

export const collections = { articles, ...artifactCollections }
