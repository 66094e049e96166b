import type { Plugin } from 'vite'

/** The faces that nearly every formula needs; 66 KB, inside the style sheet. */
const common = /KaTeX_(Main-Regular|Math-Italic|Size[1-4]-Regular).*[.]woff2$/

/**
 * KaTeX's style sheet with WOFF2 faces only, the common ones as data addresses: a face that arrives after
 * the first paint would widen its formula and move the text.
 */
export function katexFonts(): Plugin {
  return {
    name: 'katex-fonts',
    enforce: 'pre',
    config: () => ({
      build: { assetsInlineLimit: (path) => (common.test(path) ? true : undefined) },
    }),
    transform: {
      filter: { id: /katex[^/]*[.]css/ },
      handler: (css) => woff2Only(css),
    },
  }
}

/** Drops the sources after the first of each `src: url(….woff2) format("woff2"), …`. */
export const woff2Only = (css: string): string =>
  css.replace(/(url\([^)]*[.]woff2\)\s*format\(["']woff2["']\))(\s*,\s*url\([^)]*\)\s*format\([^)]*\))+/g, '$1')
