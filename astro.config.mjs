import { unified } from '@astrojs/markdown-remark'
import mdx from '@astrojs/mdx'
import sitemap from '@astrojs/sitemap'
import svelte from '@astrojs/svelte'
import { defineConfig } from 'astro/config'
import './precompute/foundByPlace.ts'

// Node has resolved what is imported above before any of it runs; what needs `import.meta.glob` is imported here.
const { Bundled } = await import('./src/site/publish/licences/bundled.ts')
const { bibliographyWatch } = await import('./src/article/markdown/bibliographyWatch.ts')
const { contentSecurityPolicy } = await import('./src/site/publish/contentSecurityPolicy.ts')
const { licences } = await import('./src/site/publish/licences/licences.ts')
const { markdownPlugins } = await import('./src/article/markdown/index.ts')
const { feedContent } = await import('./src/site/publish/feedContent.ts')
const { katexFonts } = await import('./src/article/markdown/katexFonts.ts')
const { covers } = await import('./src/site/publish/cover.ts')
const { offline } = await import('./src/site/publish/offline.ts')
const { searchIndex } = await import('./src/site/publish/searchIndex.ts')
const { safeSvgs } = await import('./src/site/publish/safeSvgs.ts')
const { servedAddresses } = await import('./src/site/publish/servedAddresses.ts')
const { siteAddress } = await import('./src/site/publish/siteAddress.ts')
const { siteSettings } = await import('./src/site/publish/siteSettings.ts')
const { stylesOnce } = await import('./src/site/publish/stylesOnce.ts')
const { weightsOnce } = await import('./src/site/publish/weightsOnce.ts')
const { site: identity } = await import('./src/site.ts')

// GitHub Pages serves a project below /<repository>/; the workflow passes both values.
const site = process.env.SITE || undefined
const base = process.env.BASE || '/'
const bundled = new Bundled()

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
    plugins: [katexFonts(), stylesOnce(), bundled.plugin()],
    // The claims of an article are a chunk of their own.
    worker: { format: 'es', plugins: () => [bundled.plugin()] },
  },
  integrations: [
    siteSettings(identity, { site, base }),
    mdx(),
    svelte(),
    ...(site ? [sitemap({ filter: (page) => !page.includes('/embed/') })] : []),
    siteAddress(site),
    bibliographyWatch(),
    weightsOnce(),
    servedAddresses(),
    safeSvgs(),
    contentSecurityPolicy(),
    feedContent(base),
    covers(base),
    searchIndex(),
    licences(identity, bundled),
    offline(),
  ],
})
