import { defineConfig } from 'vitest/config';

/** What is pure, with few tries a property: no database, no process, no network. `npm test` has all of it. */
export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'test/{analysis,domain,errors,render}/**/*.test.ts'],
    exclude: ['test/{app,compose,main,names-of-objects,silent-database,supply-chain}.test.ts'],
    // Nothing here has a state that another file could meet.
    isolate: false,
    env: { FAST_CHECK_RUNS: '10' },
    testTimeout: 60_000,
  },
});
