import { defineConfig } from 'vitest/config';

// Tests against programs that npm does not bring: a real Prometheus, a real browser. `npm test` does without them.
export default defineConfig({
  test: {
    globalSetup: 'test/stage/run/set-up.ts',
    include: ['test/servers/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
