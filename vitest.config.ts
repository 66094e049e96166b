import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // For what a widget keeps in runes.
  plugins: [svelte()],
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
