import { defineConfig } from 'vitest/config';

// Real databases, servers and browsers take part, so a test may take its time; a test that hangs still ends.
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
});
