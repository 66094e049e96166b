import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These drive the built site: `npm run test:browser`.
    exclude: ['test/browser/**'],
    // A network on one thread, on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
