import { defineConfig } from 'vitest/config'

/** The built site in Debian's Chromium: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    // Each file builds the site and starts a browser.
    fileParallelism: false,
    testTimeout: 120_000,
    // What a page does in its own time, on a machine that may be busy.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 240_000,
  },
})
