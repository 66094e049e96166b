import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These drive the built site: `npm run test:browser`.
    exclude: ['test/browser/**'],
    // Each test computes on one thread, and none is timed.
    maxWorkers: '100%',
    // A network on one thread, on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
