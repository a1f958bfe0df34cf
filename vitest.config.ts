import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './test/stage/run/longest-first.ts';
import { quickStart } from './test/stage/run/programs.ts';

/** No database, no process, no network; nothing has a state that another file could meet. */
const pure = ['test/{analysis,domain,errors,render}/**/*.test.ts', 'test/{env,look-ups,rooms,threat-model}.test.ts'];

// A property that is tried 100,000 times (npm run test:properties) takes minutes.
const patience = Math.max(1, Number(process.env.FAST_CHECK_RUNS ?? 0) / 1000);

export default defineConfig({
  test: {
    // More than there are cores: the stories, which take the longest, mostly wait.
    maxWorkers: availableParallelism() + 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: { name: 'pure', include: pure, isolate: false, testTimeout: 240_000 * patience },
      },
      {
        // Real databases and servers take part, so a test may take its time; a test that hangs still ends.
        // What npm does not bring (Prometheus, a browser) is left to `npm run test:servers`.
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/servers/**', ...pure],
          globalSetup: 'test/stage/run/set-up.ts',
          // Processes are started hundreds of times; a third of that is reading the same files again.
          env: { NODE_COMPILE_CACHE: join(tmpdir(), 'soundings-tests-compiled'), NODE_OPTIONS: quickStart },
          execArgv: [quickStart],
          // On two busy cores a story waits four times as long as on idle ones.
          testTimeout: 240_000 * patience,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
