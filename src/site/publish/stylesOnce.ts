import type { Plugin } from 'vite'

/**
 * Leaves the styles of widgets out of what a reader's touch loads. Every page of figures links them already, for its
 * static frames; Vite, which sees the same components behind `wake.ts`, would put all of them into the page again.
 */
export const stylesOnce = (): Plugin => ({
  name: 'styles-once',
  apply: 'build',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  transform: {
    filter: { id: /\?svelte&type=style/ },
    handler: () => ({ code: '', map: null }),
  },
})
