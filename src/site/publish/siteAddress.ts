import type { AstroIntegration } from 'astro'

/** Says once per build what a site without an address goes without. */
export function siteAddress(site: string | undefined): AstroIntegration {
  return {
    name: 'site-address',
    hooks: {
      'astro:build:start': ({ logger }) => {
        if (site) return
        logger.warn(
          'site is not set: canonical links, feed, sitemap and addresses in citations are left out. ' +
            'Set it as in SITE=https://example.org npm run build.',
        )
      },
    },
  }
}
