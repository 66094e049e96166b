import type { AstroIntegration } from 'astro'

/** Adds the directive `client:interest` (interest.ts). */
export const clientInterest = (): AstroIntegration => ({
  name: 'client-interest',
  hooks: {
    'astro:config:setup': ({ addClientDirective }) =>
      addClientDirective({ name: 'interest', entrypoint: './src/figures/interest.ts' }),
  },
})
