import { configDefaults, defineConfig } from 'vitest/config';

// Real databases and servers take part, so a test may take its time; a test that hangs still ends.
// What npm does not bring (Prometheus, a browser) is left to `npm run test:servers`.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/servers/**'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
