import { unified } from '@astrojs/markdown-remark'
import mdx from '@astrojs/mdx'
import sitemap from '@astrojs/sitemap'
import svelte from '@astrojs/svelte'
import { defineConfig } from 'astro/config'
import { clientInterest } from './src/figures/clientInterest.ts'
import { bibliographyWatch } from './src/article/markdown/bibliographyWatch.ts'
import { contentSecurityPolicy } from './src/site/publish/contentSecurityPolicy.ts'
import { markdownPlugins } from './src/article/markdown/index.ts'
import { feedContent } from './src/site/publish/feedContent.ts'
import { katexFonts } from './src/article/markdown/katexFonts.ts'
import { covers } from './src/site/publish/cover.ts'
import { offline } from './src/site/publish/offline.ts'
import { searchIndex } from './src/site/publish/searchIndex.ts'
import { siteAddress } from './src/site/publish/siteAddress.ts'
import { site as identity } from './src/site.ts'

// GitHub Pages serves a project below /<repository>/; the workflow passes both values.
const site = process.env.SITE || undefined
const base = process.env.BASE || '/'

export default defineConfig({
  site,
  base,
  trailingSlash: 'always',
  markdown: {
    processor: unified(markdownPlugins({ base, style: identity.citationStyle })),
    shikiConfig: {
      themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
      defaultColor: false,
    },
  },
  vite: {
    // Astro marks modules with a directive of its own, which Rolldown then warns of.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
    plugins: [katexFonts()],
    // The claims of an article are a chunk of their own.
    worker: { format: 'es' },
  },
  integrations: [
    mdx(),
    svelte(),
    clientInterest(),
    ...(site ? [sitemap({ filter: (page) => !page.includes('/embed/') })] : []),
    siteAddress(site),
    bibliographyWatch(),
    contentSecurityPolicy(),
    feedContent(base),
    covers(base),
    searchIndex(),
    offline(),
  ],
})
