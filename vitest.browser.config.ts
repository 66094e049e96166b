import { defineConfig } from 'vitest/config'

/** The built site in Debian's Chromium: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: 'test/browser/buildSite.ts',
    // Each file starts a browser of its own, which waits about as often as it computes.
    maxWorkers: 2,
    testTimeout: 120_000,
    // What a page does in its own time, on a machine that may be busy.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 240_000,
  },
})
