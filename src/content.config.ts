import { defineCollection } from 'astro:content'
import { artifactCollections } from './figures/collections.ts'
import { articleLoader } from './markdown/article-loader.ts'
import { frontMatterSchema } from './markdown/front-matter.ts'

const articles = defineCollection({ loader: articleLoader(), schema: frontMatterSchema })

export const collections = { articles, ...artifactCollections }
