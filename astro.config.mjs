import { unified } from '@astrojs/markdown-remark'
import mdx from '@astrojs/mdx'
import svelte from '@astrojs/svelte'
import { defineConfig } from 'astro/config'
import { rehypePlugins, remarkPlugins } from './src/markdown/index.ts'

// GitHub Pages serves a project below /<repository>/; the workflow passes both values.
const site = process.env.SITE || undefined
const base = process.env.BASE || '/'

export default defineConfig({
  site,
  base,
  trailingSlash: 'always',
  markdown: { processor: unified({ remarkPlugins, rehypePlugins }) },
  integrations: [mdx(), svelte()],
})
