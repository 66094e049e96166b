import 'astro'

declare module 'astro' {
  interface AstroClientDirectives {
    /** Hydrates when a reader turns to the figure; see interest.ts. */
    'client:interest'?: boolean
  }
}
